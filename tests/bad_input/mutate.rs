//! Datagrams that no sound peer sends, made of those that one does.

use super::pair::{Rng, Side};

/// Numbers that stand at the edges of fields.
const EDGES: [u64; 12] = [0, 1, 2, 3, 12, 13, 0x7f, 0xff, 0x100, 0x3fff, 0x4001, 0xffff];

/// A datagram and who sent it.
pub type Sent = (Side, Vec<u8>);

/// Makes a datagram for `to` out of what was sent in this handshake and in others.
pub fn mutant(lots: &mut Rng, own: &[Sent], others: &[Sent], to: Side) -> Vec<u8> {
    let base = match lots.below(10) {
        0 | 1 => pick(lots, others),
        // Also its own datagrams come back to a side.
        2 => pick(lots, own),
        _ => {
            let theirs: Vec<&Sent> = own.iter().filter(|(from, _)| *from != to).collect();
            if theirs.is_empty() { pick(lots, others) } else { theirs[lots.below(theirs.len())].1.clone() }
        }
    };
    match lots.below(13) {
        0 => random(lots),
        1 => plausible(lots),
        2 => flip(lots, base),
        3 => truncate(lots, base),
        4 => extend(lots, base),
        5 => {
            let tail = pick_any(lots, own, others);
            splice(lots, base, tail)
        }
        6 | 7 => change_header(lots, base),
        8 | 9 => change_handshake_header(lots, base),
        10 => base,
        11 => join(lots, own, others),
        _ => insert_or_delete(lots, base),
    }
}

/// Makes a datagram that fails the header, epoch, replay or tag check of a connection that reads in `epoch`, and that
/// awaits no Finished.
pub fn noise(lots: &mut Rng, delivered: &[Vec<u8>], others: &[Sent], epoch: u16) -> Vec<u8> {
    let mut datagram = pick(lots, others);
    match lots.below(7) {
        0 => {
            datagram[1] = [0, 3, 0xff, 0xfd][lots.below(4)];
        }
        1 => {
            datagram[0] = [0, 19, 24, 25, 26, 128, 255][lots.below(7)];
        }
        2 => {
            datagram.truncate(lots.below(13.min(datagram.len())));
            if datagram.is_empty() {
                datagram.push(22);
            }
        }
        3 => {
            // Longer than the datagram.
            datagram.truncate(13 + lots.below(datagram.len() - 13).min(100));
            datagram[11] = 0xff;
        }
        4 => {
            datagram = one_record(datagram);
            let far = epoch + 2 + lots.below(1000) as u16;
            datagram[3..5].copy_from_slice(&far.to_be_bytes());
        }
        5 if !delivered.is_empty() => {
            datagram = delivered[lots.below(delivered.len())].clone();
        }
        _ => {
            // A body that nobody sealed.
            let length = 24 + lots.below(100);
            datagram = header(22 + lots.below(2) as u8, 1, lots.next() & 0xffff_ffff, length);
            datagram.extend(lots.bytes(length));
        }
    }
    datagram
}

/// The first record of a datagram, by itself.
fn one_record(mut datagram: Vec<u8>) -> Vec<u8> {
    let length = 13 + usize::from(u16::from_be_bytes([datagram[11], datagram[12]]));
    datagram.truncate(length);
    datagram
}

fn pick(lots: &mut Rng, from: &[Sent]) -> Vec<u8> {
    if from.is_empty() { vec![22; 20] } else { from[lots.below(from.len())].1.clone() }
}

fn pick_any(lots: &mut Rng, own: &[Sent], others: &[Sent]) -> Vec<u8> {
    if lots.chance(800) { pick(lots, own) } else { pick(lots, others) }
}

fn header(content_type: u8, epoch: u16, sequence: u64, length: usize) -> Vec<u8> {
    let mut bytes = vec![content_type, 0xfe, 0xfd];
    bytes.extend_from_slice(&epoch.to_be_bytes());
    bytes.extend_from_slice(&sequence.to_be_bytes()[2..]);
    bytes.extend_from_slice(&(length as u16).to_be_bytes());
    bytes
}

fn random(lots: &mut Rng) -> Vec<u8> {
    let length = match lots.below(20) {
        0 => 65_535,
        1 => lots.below(3000),
        _ => lots.below(120),
    };
    lots.bytes(length)
}

/// A sound record header before anything, often before a sound handshake header.
fn plausible(lots: &mut Rng) -> Vec<u8> {
    let mut body = Vec::new();
    if lots.chance(700) {
        let total = EDGES[lots.below(EDGES.len())] as usize;
        let offset = if lots.chance(600) { 0 } else { EDGES[lots.below(EDGES.len())] as usize };
        let length = total.saturating_sub(offset).min(lots.below(300));
        body.push([0, 1, 2, 3, 4, 11, 12, 13, 14, 15, 16, 20, 99][lots.below(13)]);
        body.extend_from_slice(&(total as u32).to_be_bytes()[1..]);
        body.extend_from_slice(&(lots.below(8) as u16).to_be_bytes());
        body.extend_from_slice(&(offset as u32).to_be_bytes()[1..]);
        body.extend_from_slice(&(length as u32).to_be_bytes()[1..]);
        body.extend(lots.bytes(length));
    } else {
        let length = lots.below(60);
        body = lots.bytes(length);
    }
    let content_type = if lots.chance(600) { 22 } else { 20 + lots.below(7) as u8 };
    let mut datagram = header(content_type, lots.below(3) as u16, lots.below(100) as u64, body.len());
    datagram.append(&mut body);
    datagram
}

fn flip(lots: &mut Rng, mut datagram: Vec<u8>) -> Vec<u8> {
    for _ in 0..=lots.below(4) {
        let bit = lots.below(datagram.len() * 8);
        datagram[bit / 8] ^= 1 << (bit % 8);
    }
    datagram
}

fn truncate(lots: &mut Rng, mut datagram: Vec<u8>) -> Vec<u8> {
    datagram.truncate(lots.below(datagram.len()));
    datagram
}

fn extend(lots: &mut Rng, mut datagram: Vec<u8>) -> Vec<u8> {
    let length = 1 + lots.below(40);
    datagram.extend(lots.bytes(length));
    datagram
}

fn splice(lots: &mut Rng, mut head: Vec<u8>, tail: Vec<u8>) -> Vec<u8> {
    head.truncate(lots.below(head.len() + 1));
    head.extend_from_slice(&tail[lots.below(tail.len() + 1)..]);
    head
}

fn join(lots: &mut Rng, own: &[Sent], others: &[Sent]) -> Vec<u8> {
    let count = 2 + lots.below(4);
    (0..count).flat_map(|_| pick_any(lots, own, others)).collect()
}

/// Where the records of a datagram begin.
fn record_starts(datagram: &[u8]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    while at + 13 <= datagram.len() {
        starts.push(at);
        at += 13 + usize::from(u16::from_be_bytes([datagram[at + 11], datagram[at + 12]]));
    }
    starts
}

/// Sets a field of some bytes to something else.
fn set(lots: &mut Rng, field: &mut [u8]) {
    let value = if lots.chance(600) { EDGES[lots.below(EDGES.len())] } else { lots.next() };
    let bytes = value.to_be_bytes();
    let length = field.len();
    field.copy_from_slice(&bytes[8 - length..]);
}

fn change_header(lots: &mut Rng, mut datagram: Vec<u8>) -> Vec<u8> {
    let starts = record_starts(&datagram);
    let at = starts[lots.below(starts.len())];
    let (start, end) = [(0, 1), (1, 3), (3, 5), (5, 11), (9, 11), (11, 13)][lots.below(6)];
    set(lots, &mut datagram[at + start..at + end]);
    datagram
}

fn change_handshake_header(lots: &mut Rng, mut datagram: Vec<u8>) -> Vec<u8> {
    let starts = record_starts(&datagram);
    let at = starts[lots.below(starts.len())] + 13;
    if datagram.len() < at + 12 {
        return flip(lots, datagram);
    }
    let (start, end) = [(0, 1), (1, 4), (4, 6), (6, 9), (9, 12)][lots.below(5)];
    set(lots, &mut datagram[at + start..at + end]);
    // A fresh number, so that the record is looked at.
    if lots.chance(700) {
        datagram[at - 3] = 200u8.wrapping_add(lots.below(50) as u8);
    }
    datagram
}

/// Adds or takes away bytes inside a record, whose length follows.
fn insert_or_delete(lots: &mut Rng, mut datagram: Vec<u8>) -> Vec<u8> {
    let starts = record_starts(&datagram);
    let at = starts[lots.below(starts.len())];
    let length = usize::from(u16::from_be_bytes([datagram[at + 11], datagram[at + 12]]));
    let inside = at + 13 + lots.below(length + 1);
    let length = if lots.chance(500) && inside < at + 13 + length {
        datagram.remove(inside);
        length - 1
    } else {
        datagram.insert(inside, lots.next() as u8);
        length + 1
    };
    datagram[at + 11..at + 13].copy_from_slice(&(length as u16).to_be_bytes());
    if lots.chance(700) {
        datagram[at + 10] = 100u8.wrapping_add(lots.below(50) as u8);
    }
    datagram
}
