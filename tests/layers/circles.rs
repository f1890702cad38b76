//! Groups of modules that lead to each other, by Tarjan's algorithm.

use std::collections::{BTreeMap, BTreeSet};

use crate::imports::Module;

/// Which modules each module leads to.
pub(crate) type Edges = BTreeMap<Module, BTreeSet<Module>>;

/// All circles: sets of two or more modules, each of which leads to each other one.
pub(crate) fn circles(edges: &Edges) -> Vec<Vec<Module>> {
    let mut search =
        Search { edges, numbers: BTreeMap::new(), open: Vec::new(), found: Vec::new() };
    for module in edges.keys() {
        if !search.numbers.contains_key(module) {
            search.visit(module);
        }
    }
    search.found
}

struct Search<'a> {
    edges: &'a Edges,
    /// When each module was first seen.
    numbers: BTreeMap<&'a Module, usize>,
    /// Those seen that belong to no finished set yet.
    open: Vec<&'a Module>,
    found: Vec<Vec<Module>>,
}

impl<'a> Search<'a> {
    /// Looks at a module and all that it leads to; the earliest open one that it reaches.
    fn visit(&mut self, module: &'a Module) -> usize {
        let number = self.numbers.len();
        self.numbers.insert(module, number);
        self.open.push(module);
        let mut earliest = number;
        for next in self.edges.get(module).into_iter().flatten() {
            earliest = match self.numbers.get(next) {
                None => earliest.min(self.visit(next)),
                Some(seen) if self.open.contains(&next) => earliest.min(*seen),
                Some(_) => earliest,
            };
        }
        if earliest == number {
            self.close(module);
        }
        earliest
    }

    /// What was opened since this module is one set with it.
    fn close(&mut self, module: &Module) {
        let start = self.open.iter().position(|one| *one == module).expect("it is open");
        let set: Vec<Module> = self.open.drain(start..).cloned().collect();
        if 1 < set.len() {
            self.found.push(set);
        }
    }
}
