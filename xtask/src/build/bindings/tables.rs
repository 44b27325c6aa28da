//! Mends exported tables: `wasm-opt` before version 109 writes every one of them as the first table, and the page then
//! puts its objects where functions belong.

use anyhow::{Context, Result};
use walrus::{ExportItem, Module, ModuleConfig, RefType, TableId};

/// The optimised module with its tables exported as in the original; nothing if they already are.
pub fn mend(original: &[u8], optimised: &[u8]) -> Result<Option<Vec<u8>>> {
    let original = parse(original)?;
    let mut optimised = parse(optimised)?;
    let mut mended = false;
    for (name, kind) in exported(&original) {
        let right = exported(&optimised).iter().any(|(other, found)| *other == name && *found == kind);
        if right {
            continue;
        }
        let table = only_table(&optimised, kind).with_context(|| format!("wasm-opt lost the table `{name}`"))?;
        for export in optimised.exports.iter_mut().filter(|export| export.name == name) {
            export.item = ExportItem::Table(table);
        }
        mended = true;
    }
    Ok(mended.then(|| optimised.emit_wasm()))
}

/// Reads a module without adding anything to it.
fn parse(bytes: &[u8]) -> Result<Module> {
    ModuleConfig::new()
        .strict_validate(false)
        .generate_name_section(false)
        .generate_producers_section(false)
        .parse(bytes)
        .context("reading the module")
}

/// Names of the exported tables, and what the tables hold.
fn exported(module: &Module) -> Vec<(String, RefType)> {
    let table = |item: &ExportItem| match item {
        ExportItem::Table(id) => Some(module.tables.get(*id).element_ty),
        _ => None,
    };
    module.exports.iter().filter_map(|export| Some((export.name.clone(), table(&export.item)?))).collect()
}

/// The table that holds such things, if there is exactly one.
fn only_table(module: &Module, kind: RefType) -> Option<TableId> {
    let mut found = module.tables.iter().filter(|table| table.element_ty == kind);
    match (found.next(), found.next()) {
        (Some(table), None) => Some(table.id()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with a table of functions and one of objects, of which one is exported.
    fn module(kind: RefType) -> Vec<u8> {
        let mut module = Module::default();
        for each in [RefType::FUNCREF, RefType::EXTERNREF] {
            let table = module.tables.add_local(false, 1, None, each);
            if each == kind {
                module.exports.add("objects", table);
            }
        }
        module.emit_wasm()
    }

    #[test]
    fn a_table_is_exported_as_it_was() {
        let right = module(RefType::EXTERNREF);
        let wrong = module(RefType::FUNCREF);
        let mended = mend(&right, &wrong).unwrap().unwrap();
        assert_eq!(exported(&parse(&mended).unwrap()), [("objects".to_owned(), RefType::EXTERNREF)]);
    }

    #[test]
    fn a_sound_module_is_left_alone() {
        let right = module(RefType::EXTERNREF);
        assert!(mend(&right, &right).unwrap().is_none());
    }
}
