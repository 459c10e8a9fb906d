//! The rooms of the house as storeys, from the table in `docs/architecture.md`.

use super::svg::{Page, broken};

const WIDTH: f64 = 860.0;
const LEFT: f64 = 20.0;
const ROOMS: f64 = 64.0;
const WORDS: f64 = 372.0;
const WORDS_SIGNS: usize = 66;
const STOREY: f64 = 56.0;

struct Storey {
    level: String,
    rooms: Vec<String>,
    /// Whether each room uses only those after it, rather than none of them the others.
    ordered: bool,
    words: String,
}

/// The drawing of a document that has the table, or what is wrong with the table.
pub fn draw(document: &str) -> Result<String, String> {
    let storeys = parse(document)?;
    let mut page = Page::new(WIDTH);
    page.text("title middle", WIDTH / 2.0, 28.0, "The rooms: each uses only what lies below it");
    let mut y = 46.0;
    for storey in &storeys {
        page.rectangle("storey", [LEFT, y], [WIDTH - 2.0 * LEFT, STOREY]);
        page.text("strong", LEFT + 20.0, y + 33.0, &storey.level);
        let count = storey.rooms.len() as f64;
        let gap = if storey.ordered { 18.0 } else { 8.0 };
        let width = (WORDS - 16.0 - ROOMS - gap * (count - 1.0)) / count;
        let mut x = ROOMS;
        for (number, room) in storey.rooms.iter().enumerate() {
            let class = if room == "ffi" { "ffi" } else { "box" };
            page.rectangle(class, [x, y + 10.0], [width, STOREY - 20.0]);
            page.text("strong", x + width / 2.0, y + 33.0, room);
            if storey.ordered && number + 1 < storey.rooms.len() {
                page.text("middle", x + width + gap / 2.0, y + 33.0, "<");
            }
            x += width + gap;
        }
        let lines = broken(&storey.words, WORDS_SIGNS);
        let first = y + 33.0 - 7.5 * (lines.len() as f64 - 1.0);
        for (number, line) in (0u8..).zip(&lines) {
            page.text("small", WORDS, first + 15.0 * f64::from(number), line);
        }
        y += STOREY + 6.0;
    }
    Ok(page.finish(
        y + 10.0,
        "The rooms of libdtls, from the C layer at the top to errors, time and log at the bottom",
    ))
}

fn parse(document: &str) -> Result<Vec<Storey>, String> {
    let rows = document.lines().skip_while(|line| !line.starts_with("| level | room |")).skip(2);
    let storeys: Vec<_> = rows
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
            let rooms = cells[1].split('`').skip(1).step_by(2).map(str::to_owned).collect();
            Storey {
                level: cells[0].to_owned(),
                rooms,
                ordered: cells[1].contains('<'),
                words: cells[2].replace(['`'], "").to_owned(),
            }
        })
        .collect();
    if storeys.is_empty() || storeys.iter().any(|storey| storey.rooms.is_empty()) {
        return Err("no table of rooms".to_owned());
    }
    Ok(storeys)
}
