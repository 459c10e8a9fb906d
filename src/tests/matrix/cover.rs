//! Rows of values in which all small groups of values occur, which is far fewer rows than all.

use super::combination::{FACTORS, Row};

/// Rows in which every three values of different factors occur together at least once. `counts` says how many values each
/// factor has. The same counts give the same rows.
pub fn triples(counts: &[usize; FACTORS]) -> Vec<Row> {
    let mut missing = Missing::new(counts);
    let mut rows = Vec::new();
    while let Some(seed) = missing.first() {
        let row = missing.best_row(seed);
        missing.remove(&row);
        rows.push(row);
    }
    rows
}

/// Values of all factors are numbered through; a group is three such numbers in ascending order.
struct Missing {
    counts: [usize; FACTORS],
    /// The number of each factor's first value.
    firsts: [usize; FACTORS],
    total: usize,
    groups: Vec<bool>,
    /// No group before this one is missing.
    from: usize,
}

impl Missing {
    fn new(counts: &[usize; FACTORS]) -> Self {
        let mut firsts = [0; FACTORS];
        for factor in 1..FACTORS {
            firsts[factor] = firsts[factor - 1] + counts[factor - 1];
        }
        let total: usize = counts.iter().sum();
        let mut missing =
            Self { counts: *counts, firsts, total, groups: vec![false; total * total * total], from: 0 };
        for a in 0..FACTORS {
            for b in a + 1..FACTORS {
                for c in b + 1..FACTORS {
                    missing.add_all([a, b, c]);
                }
            }
        }
        missing
    }

    fn add_all(&mut self, [a, b, c]: [usize; 3]) {
        for x in 0..self.counts[a] {
            for y in 0..self.counts[b] {
                for z in 0..self.counts[c] {
                    let group = self.group([self.firsts[a] + x, self.firsts[b] + y, self.firsts[c] + z]);
                    self.groups[group] = true;
                }
            }
        }
    }

    fn group(&self, mut numbers: [usize; 3]) -> usize {
        numbers.sort_unstable();
        (numbers[0] * self.total + numbers[1]) * self.total + numbers[2]
    }

    /// The numbers of the values of a group that is missing.
    fn first(&mut self) -> Option<[usize; 3]> {
        self.from += self.groups[self.from..].iter().position(|missing| *missing)?;
        let (rest, c) = (self.from / self.total, self.from % self.total);
        Some([rest / self.total, rest % self.total, c])
    }

    /// The row around these values that has the most missing groups, as far as one choice after the other finds it.
    fn best_row(&self, seed: [usize; 3]) -> Row {
        let mut chosen = [None; FACTORS];
        for number in seed {
            chosen[self.firsts.iter().rposition(|first| *first <= number).expect("the first is 0")] =
                Some(number);
        }
        let mut open: Vec<usize> = (0..FACTORS).filter(|factor| chosen[*factor].is_none()).collect();
        open.sort_by_key(|factor| core::cmp::Reverse(self.counts[*factor]));
        for (turn, factor) in open.into_iter().enumerate() {
            let fixed: Vec<usize> = chosen.iter().flatten().copied().collect();
            let count = self.counts[factor];
            // Among equals another one each time.
            let start = seed.iter().sum::<usize>() + turn;
            let best = (0..count)
                .map(|value| self.firsts[factor] + (start + value) % count)
                .max_by_key(|number| self.gain(*number, &fixed));
            chosen[factor] = best;
        }
        core::array::from_fn(|factor| chosen[factor].expect("all are chosen") - self.firsts[factor])
    }

    /// How many missing groups a value makes with two of `fixed`.
    fn gain(&self, number: usize, fixed: &[usize]) -> usize {
        let mut gain = 0;
        for (at, first) in fixed.iter().enumerate() {
            for second in &fixed[at + 1..] {
                gain += usize::from(self.groups[self.group([number, *first, *second])]);
            }
        }
        gain
    }

    fn remove(&mut self, row: &Row) {
        for a in 0..FACTORS {
            for b in a + 1..FACTORS {
                for c in b + 1..FACTORS {
                    let group = self.group([a, b, c].map(|factor| self.firsts[factor] + row[factor]));
                    self.groups[group] = false;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::combination::FAMILIES;
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_three_values_meet() {
        for family in FAMILIES {
            let counts = family.counts();
            let rows = triples(&counts);
            let all: usize = counts.iter().product();
            assert!(rows.len() < all / 100 && rows.iter().collect::<HashSet<_>>().len() == rows.len());
            for a in 0..FACTORS {
                for b in a + 1..FACTORS {
                    for c in b + 1..FACTORS {
                        let met: HashSet<_> = rows.iter().map(|row| [row[a], row[b], row[c]]).collect();
                        assert_eq!(met.len(), counts[a] * counts[b] * counts[c], "{a} {b} {c}");
                    }
                }
            }
            assert_eq!(triples(&counts), rows, "the same again");
        }
    }
}
