use super::{Rng, Side};

/// How the link treats each datagram; probabilities in thousandths.
#[derive(Clone, Copy, Debug, Default)]
pub struct Conditions {
    /// Milliseconds on the way.
    pub latency: u64,
    /// Up to this many more, drawn for each copy: more than nothing reorders.
    pub jitter: u64,
    pub loss: u32,
    pub duplication: u32,
    /// One bit is flipped.
    pub corruption: u32,
}

/// A datagram that a side has just sent.
#[derive(Debug)]
pub struct Sent<'a> {
    pub from: Side,
    /// Counts what this side has sent, from 0.
    pub index: usize,
    pub datagram: &'a [u8],
}

/// What a filter makes of a datagram.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It meets the link's conditions.
    Pass,
    Drop,
    /// It arrives so many milliseconds later than the conditions say.
    Delay(u64),
    /// These go in its stead, in this order.
    Replace(Vec<Vec<u8>>),
}

pub type Filter = Box<dyn FnMut(&Sent<'_>) -> Verdict>;

/// The way between the two sides.
pub struct Link {
    pub conditions: Conditions,
    pub filter: Option<Filter>,
    /// Datagrams and bytes that each side has sent.
    pub sent: [usize; 2],
    pub sent_bytes: [usize; 2],
    queue: Vec<InFlight>,
    order: u64,
    rng: Rng,
}

struct InFlight {
    at: u64,
    order: u64,
    to: Side,
    datagram: Vec<u8>,
}

impl Link {
    pub fn new(rng: Rng) -> Self {
        Self {
            conditions: Conditions::default(),
            filter: None,
            sent: [0; 2],
            sent_bytes: [0; 2],
            queue: Vec::new(),
            order: 0,
            rng,
        }
    }

    /// Takes a datagram; true if at least one copy is on its way.
    pub fn send(&mut self, now: u64, from: Side, datagram: Vec<u8>) -> bool {
        let index = self.sent[from as usize];
        self.sent[from as usize] += 1;
        self.sent_bytes[from as usize] += datagram.len();
        let before = self.queue.len();
        let verdict = match &mut self.filter {
            Some(filter) => filter(&Sent { from, index, datagram: &datagram }),
            None => Verdict::Pass,
        };
        match verdict {
            Verdict::Pass => self.carry(now, from, datagram),
            Verdict::Drop => {}
            Verdict::Delay(delay) => self.carry(now + delay, from, datagram),
            Verdict::Replace(others) => {
                for other in others {
                    self.carry(now, from, other);
                }
            }
        }
        self.queue.len() > before
    }

    fn carry(&mut self, now: u64, from: Side, datagram: Vec<u8>) {
        let copies = 1 + usize::from(self.rng.chance(self.conditions.duplication));
        for _ in 0..copies {
            if self.rng.chance(self.conditions.loss) {
                continue;
            }
            let mut datagram = datagram.clone();
            if !datagram.is_empty() && self.rng.chance(self.conditions.corruption) {
                let bit = self.rng.below(datagram.len() * 8);
                datagram[bit / 8] ^= 1 << (bit % 8);
            }
            let jitter = self.rng.below(self.conditions.jitter as usize + 1) as u64;
            self.put(now + self.conditions.latency + jitter, from.other(), datagram);
        }
    }

    /// Lets a datagram arrive at `to`, wherever it comes from.
    pub fn put(&mut self, at: u64, to: Side, datagram: Vec<u8>) {
        self.order += 1;
        self.queue.push(InFlight { at, order: self.order, to, datagram });
    }

    /// When the next datagram arrives.
    pub fn next_arrival(&self) -> Option<u64> {
        self.queue.iter().map(|datagram| datagram.at).min()
    }

    /// Takes the next datagram off the link.
    pub fn arrive(&mut self) -> Option<(Side, Vec<u8>)> {
        let (next, _) =
            self.queue.iter().enumerate().min_by_key(|(_, datagram)| (datagram.at, datagram.order))?;
        let InFlight { to, datagram, .. } = self.queue.swap_remove(next);
        Some((to, datagram))
    }

    /// Forgets everything that is on its way.
    pub fn clear(&mut self) {
        self.queue.clear();
    }
}
