//! The tree as it would be after a file: what hangs in a circle or too deep is found before anything walks up it.

use std::collections::{HashMap, HashSet};

use super::super::code::Code;
use super::super::tree::{Node, Tree};

/// The most levels above an entry. Administrations have four or five.
pub(super) const DEEPEST: usize = 20;

/// A tree as it would be.
pub(super) struct Forest<T> {
    /// The tree; entries that hang in a circle or too deep have nothing above them in it.
    pub tree: Tree<T>,
    /// The entries that would hang below themselves.
    pub circles: HashSet<Code>,
    depths: HashMap<Code, usize>,
}

impl<T: Node + Clone> Forest<T> {
    /// The tree `nodes` in which the entries of `hung` hang under others than before, or are new. `make` gives an entry another place, or a
    /// new one a place.
    pub fn new(nodes: &Tree<T>, hung: &HashMap<Code, Option<Code>>, make: impl Fn(Option<&T>, &Code, Option<Code>) -> T) -> Self {
        let mut parents: HashMap<&Code, Option<&Code>> = nodes.nodes().iter().map(|node| (node.code(), node.parent())).collect();
        parents.extend(hung.iter().map(|(code, parent)| (code, parent.as_ref())));
        let (depths, circles) = depths(&parents);
        let depths: HashMap<Code, usize> = depths.into_iter().map(|(code, depth)| (code.clone(), depth)).collect();
        let circles: HashSet<Code> = circles.into_iter().cloned().collect();
        let place = |code: &Code, parent: Option<Code>| parent.filter(|_| !circles.contains(code) && depths[code] <= DEEPEST);
        let there = nodes.nodes().iter().map(|node| match hung.get(node.code()) {
            Some(parent) => make(Some(node), node.code(), place(node.code(), parent.clone())),
            None => node.clone(),
        });
        let new = hung.iter().filter(|(code, _)| nodes.get(code.as_str()).is_none());
        let new = new.map(|(code, parent)| make(None, code, place(code, parent.clone())));
        let tree = Tree::new(there.chain(new).collect());
        Self { tree, circles, depths }
    }

    /// How many entries are above this one.
    pub fn depth(&self, code: &Code) -> usize {
        self.depths.get(code).copied().unwrap_or_default()
    }
}

/// The entries that a walk along these ways comes back to.
pub(super) fn circles<'a>(next: &HashMap<&'a Code, Option<&'a Code>>) -> HashSet<&'a Code> {
    depths(next).1
}

/// How many are above each, and which hang in circles; these count as the first of their lineage.
fn depths<'a>(parents: &HashMap<&'a Code, Option<&'a Code>>) -> (HashMap<&'a Code, usize>, HashSet<&'a Code>) {
    let (mut depths, mut circles) = (HashMap::with_capacity(parents.len()), HashSet::new());
    for &start in parents.keys() {
        let (mut path, mut places): (Vec<&Code>, HashMap<&Code, usize>) = (Vec::new(), HashMap::new());
        let mut next = Some(start);
        // Upwards until something is known, there is nothing above, or the way comes back to itself.
        while let Some(code) = next.filter(|code| !depths.contains_key(code)) {
            if let Some(&place) = places.get(code) {
                for member in path.drain(place..) {
                    circles.insert(member);
                    depths.insert(member, 0);
                }
                break;
            }
            places.insert(code, path.len());
            path.push(code);
            next = parents[code].filter(|parent| parents.contains_key(parent));
        }
        for code in path.into_iter().rev() {
            let above = parents[code].and_then(|parent| depths.get(parent));
            let depth = above.map_or(0, |depth| depth + 1);
            depths.insert(code, depth);
        }
    }
    (depths, circles)
}
