//! A store that remembers what it read, for what is made of many parts: a report reads the counts of its unit once, and not for each sector again.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Store, StoreError};

/// What was read, by what was asked.
#[derive(Debug, Default)]
pub(super) struct Memory(Mutex<HashMap<String, Arc<dyn Any + Send + Sync>>>);

impl Memory {
    fn recall<T: Send + Sync + 'static>(&self, asked: &str) -> Option<Arc<T>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(asked).cloned();
        known.and_then(|known| known.downcast().ok())
    }

    fn keep<T: Send + Sync + 'static>(&self, asked: String, read: Arc<T>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(asked, read);
    }
}

impl Store {
    /// The same store, which remembers what is read through [`Store::once`] as long as this one lasts. Whoever uses it looks afterwards whether
    /// anything changed meanwhile.
    #[must_use]
    pub fn remembering(&self) -> Self {
        Self { memory: Some(Arc::default()), ..self.clone() }
    }

    /// What `read` gives; where the store remembers, what it gave when the same was asked before.
    ///
    /// # Errors
    /// Those of `read`.
    pub async fn once<T, F>(&self, asked: impl FnOnce() -> String + Send, read: F) -> Result<Arc<T>, StoreError>
    where
        T: Send + Sync + 'static,
        F: Future<Output = Result<T, StoreError>> + Send,
    {
        let Some(memory) = &self.memory else { return Ok(Arc::new(read.await?)) };
        let asked = asked();
        if let Some(known) = memory.recall(&asked) {
            return Ok(known);
        }
        let read = Arc::new(read.await?);
        memory.keep(asked, read.clone());
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Memory;

    #[test]
    fn what_was_asked_is_known_by_its_words_and_its_kind() {
        let memory = Memory::default();
        memory.keep("one".to_owned(), Arc::new(1_u8));
        assert_eq!(memory.recall::<u8>("one").as_deref(), Some(&1));
        assert_eq!(memory.recall::<u8>("two"), None);
        assert_eq!(memory.recall::<u16>("one"), None);
    }
}
