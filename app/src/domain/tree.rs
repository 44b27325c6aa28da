//! What units and sectors share: each knows the one above it.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::code::Code;
use super::sector::Sector;
use super::unit::Unit;

/// Something that has a code and may hang under another of its kind.
pub trait Node {
    /// Its own code.
    fn code(&self) -> &Code;
    /// The code of the one above it.
    fn parent(&self) -> Option<&Code>;
}

impl Node for Unit {
    fn code(&self) -> &Code {
        &self.code
    }
    fn parent(&self) -> Option<&Code> {
        self.parent.as_ref()
    }
}

impl Node for Sector {
    fn code(&self) -> &Code {
        &self.code
    }
    fn parent(&self) -> Option<&Code> {
        self.parent.as_ref()
    }
}

/// A forest of units or of sectors, kept in the order in which it was given. A copy of it shares its nodes: pages take all units of a country
/// along for the sake of some names.
#[derive(Debug)]
pub struct Tree<T> {
    nodes: Arc<[T]>,
    places: Arc<HashMap<Code, usize>>,
    /// The place of each node's parent.
    parents: Arc<[Option<usize>]>,
    /// The nodes by their depth and place, each parent before its children, once somebody asked.
    order: Arc<OnceLock<Vec<(usize, usize)>>>,
}

impl<T> Clone for Tree<T> {
    fn clone(&self) -> Self {
        let Self { nodes, places, parents, order } = self;
        Self { nodes: nodes.clone(), places: places.clone(), parents: parents.clone(), order: order.clone() }
    }
}

impl<T: Node> Tree<T> {
    /// A tree over these nodes. A parent that is not among them counts as absent: its child is then a root.
    #[must_use]
    pub fn new(nodes: Vec<T>) -> Self {
        let places: HashMap<Code, usize> = nodes.iter().enumerate().map(|(place, node)| (node.code().clone(), place)).collect();
        let parents = nodes.iter().map(|node| node.parent().and_then(|parent| places.get(parent).copied())).collect();
        Self { nodes: nodes.into(), places: Arc::new(places), parents, order: Arc::default() }
    }

    /// The node with this code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&T> {
        self.places.get(code).map(|&place| &self.nodes[place])
    }

    /// The node and all above it, nearest first. A circle of parents, which the store refuses, would end after one round.
    pub fn lineage<'a>(&'a self, code: &str) -> impl Iterator<Item = &'a T> {
        let first = self.places.get(code).copied();
        std::iter::successors(first, |place| self.parents[*place]).take(self.nodes.len()).map(|place| &self.nodes[place])
    }

    /// Whether `code` is `ancestor` or hangs somewhere below it.
    #[must_use]
    pub fn is_within(&self, code: &str, ancestor: &str) -> bool {
        self.lineage(code).any(|node| node.code().as_str() == ancestor)
    }

    /// Every node with its depth, each parent before its children.
    #[must_use]
    pub fn in_depth_order(&self) -> Vec<(usize, &T)> {
        let order = self.order.get_or_init(|| self.ordered());
        order.iter().map(|(depth, place)| (*depth, &self.nodes[*place])).collect()
    }

    /// The node with this code and all below it.
    pub fn subtree(&self, code: &str) -> impl Iterator<Item = &T> {
        let order = self.order.get_or_init(|| self.ordered());
        let place = self.places.get(code);
        let begin = order.iter().position(|(_, of)| Some(of) == place).unwrap_or(order.len());
        let top = order.get(begin).map_or(0, |(depth, _)| *depth);
        let below = order.iter().skip(begin + 1).take_while(move |(depth, _)| *depth > top);
        order.get(begin).into_iter().chain(below).map(|(_, place)| &self.nodes[*place])
    }

    fn ordered(&self) -> Vec<(usize, usize)> {
        let mut children: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        for (place, parent) in self.parents.iter().enumerate() {
            children.entry(*parent).or_default().push(place);
        }
        let mut waiting: Vec<(usize, usize)> = children.get(&None).into_iter().flatten().rev().map(|place| (0, *place)).collect();
        let mut ordered = Vec::with_capacity(self.nodes.len());
        while let Some((depth, place)) = waiting.pop() {
            ordered.push((depth, place));
            let below = children.get(&Some(place)).into_iter().flatten().rev();
            waiting.extend(below.map(|child| (depth + 1, *child)));
        }
        ordered
    }

    /// These nodes and all above them, each once.
    #[must_use]
    pub fn lineages<'a>(&'a self, codes: impl Iterator<Item = &'a str>) -> HashSet<&'a str> {
        let mut found = HashSet::new();
        for code in codes {
            // What is known already has brought all above it.
            for node in self.lineage(code) {
                if !found.insert(node.code().as_str()) {
                    break;
                }
            }
        }
        found
    }

    /// The nodes directly below `code`.
    pub fn children<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a T> {
        self.nodes.iter().filter(move |node| node.parent().is_some_and(|parent| parent.as_str() == code))
    }

    /// All nodes, as given.
    #[must_use]
    pub fn nodes(&self) -> &[T] {
        &self.nodes
    }
}

#[cfg(test)]
mod tests {
    use super::Tree;
    use crate::domain::sector::Sector;
    use crate::domain::texts::Texts;

    fn sector(code: &str, parent: Option<&str>) -> Sector {
        Sector {
            code: code.parse().unwrap(),
            parent: parent.map(|parent| parent.parse().unwrap()),
            name: Texts::default(),
            position: 0,
        }
    }

    #[test]
    fn parents_come_before_their_children_and_siblings_keep_their_order() {
        let tree = Tree::new(vec![
            sector("b", None),
            sector("b2", Some("b")),
            sector("a", None),
            sector("b1", Some("b")),
            sector("b21", Some("b2")),
            sector("orphan", Some("gone")),
        ]);
        let order: Vec<_> = tree.in_depth_order().into_iter().map(|(depth, node)| (depth, node.code.as_str())).collect();
        assert_eq!(order, [(0, "b"), (1, "b2"), (2, "b21"), (1, "b1"), (0, "a"), (0, "orphan")]);
        assert!(tree.is_within("b21", "b"));
        assert!(!tree.is_within("b", "b21"));
        assert!(!tree.is_within("unknown", "b"));
        assert_eq!(tree.lineage("b21").map(|node| node.code.as_str()).collect::<Vec<_>>(), ["b21", "b2", "b"]);
        let below = |code| tree.subtree(code).map(|node| node.code.as_str()).collect::<Vec<_>>();
        assert_eq!((below("b"), below("b2"), below("orphan")), (vec!["b", "b2", "b21", "b1"], vec!["b2", "b21"], vec!["orphan"]));
        assert!(below("unknown").is_empty());
    }

    #[test]
    fn a_circle_of_parents_ends() {
        let tree = Tree::new(vec![sector("a", Some("b")), sector("b", Some("a"))]);
        assert_eq!(tree.lineage("a").count(), 2);
        assert!(tree.in_depth_order().is_empty());
    }
}
