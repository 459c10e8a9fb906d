//! Flights between two sides, from a few lines of text, one for each thing that happens:
//!
//! ```text
//! title WORDS          client NAME          server NAME
//! > WORDS              a flight of the client; `< WORDS` one of the server; `lost` before it if it does not arrive
//! client timer WORDS   the side's timer runs from here on, `client stop` to here
//! note client WORDS    beside a side's line
//! gap WORDS            time passes
//! ```
//!
//! Lines that begin with `#` are for readers of the source.

use super::svg::{Page, broken};

const WIDTH: f64 = 860.0;
const CLIENT: f64 = 170.0;
const SERVER: f64 = 690.0;
const TOP: f64 = 84.0;
/// Signs of an arrow's words in one line.
const ARROW_SIGNS: usize = 62;
/// Signs of a note in one line.
const NOTE_SIGNS: usize = 22;

enum Happening {
    Sent { from_client: bool, lost: bool, words: String },
    Timer { client: bool, words: String },
    Stop { client: bool },
    Note { client: bool, words: String },
    Gap(String),
}

#[derive(Default)]
struct Flow {
    title: String,
    names: [String; 2],
    happenings: Vec<Happening>,
}

/// The drawing of a source, or what is wrong with the source.
pub fn draw(source: &str) -> Result<String, String> {
    let flow = parse(source)?;
    let mut page = Page::new(WIDTH);
    page.text("title middle", WIDTH / 2.0, 28.0, &flow.title);
    page.text("strong", CLIENT, 60.0, &flow.names[0]);
    page.text("strong", SERVER, 60.0, &flow.names[1]);
    // The lines of life come first, so that all else lies over them; how long they are is known at the end.
    let mut above = Page::new(WIDTH);
    let mut y = TOP;
    let mut since: [Option<(f64, String)>; 2] = [None, None];
    // How far down each side's margin is taken by notes.
    let mut noted = [TOP; 2];
    for happening in &flow.happenings {
        match happening {
            Happening::Sent { from_client, lost, words } => {
                y = arrow(&mut above, y, *from_client, *lost, words)
            }
            Happening::Timer { client, words } => {
                let side = &mut since[usize::from(!client)];
                if side.is_some() {
                    return Err(format!("a timer runs already at {words}"));
                }
                *side = Some((y, words.clone()));
            }
            Happening::Stop { client } => {
                let (from, words) =
                    since[usize::from(!client)].take().ok_or("a timer stops that does not run")?;
                timer(&mut above, *client, [from, y - 6.0], &words);
            }
            Happening::Note { client, words } => {
                let side = usize::from(!client);
                let from = noted[side].max(y - 6.0);
                noted[side] = note(&mut above, from, *client, words);
            }
            Happening::Gap(words) => {
                above.text("small-middle", WIDTH / 2.0, y + 18.0, words);
                above.line("gap", [CLIENT + 20.0, y + 28.0], [SERVER - 20.0, y + 28.0]);
                y += 44.0;
            }
        }
    }
    if since.iter().any(Option::is_some) {
        return Err("a timer does not stop".to_owned());
    }
    let bottom = y.max(noted[0]).max(noted[1]) + 14.0;
    for x in [CLIENT, SERVER] {
        page.line("life", [x, 70.0], [x, bottom]);
    }
    page.append(above);
    Ok(page.finish(bottom + 16.0, &flow.title))
}

/// What was sent, in its order: whether by the client, and the names of the messages.
pub fn messages(source: &str) -> Vec<(bool, Vec<String>)> {
    let flow = parse(source).unwrap();
    let sent = flow.happenings.into_iter().filter_map(|happening| match happening {
        Happening::Sent { from_client, words, .. } => {
            let names = words
                .rsplit(": ")
                .next()
                .unwrap()
                .split([',', ' ', '[', ']'])
                .filter(|name| !name.is_empty());
            Some((from_client, names.map(str::to_owned).collect()))
        }
        _ => None,
    });
    sent.collect()
}

fn arrow(page: &mut Page, y: f64, from_client: bool, lost: bool, words: &str) -> f64 {
    let lines = broken(words, ARROW_SIGNS);
    let mut y = y + 16.0;
    for line in &lines {
        page.text("middle", (CLIENT + SERVER) / 2.0, y, line);
        y += 17.0;
    }
    y -= 8.0;
    let [start, end] = if from_client { [CLIENT + 8.0, SERVER - 8.0] } else { [SERVER - 8.0, CLIENT + 8.0] };
    if lost {
        let end = (start + end * 2.0) / 3.0;
        page.line("lost", [start, y], [end, y]);
        page.line("cross", [end - 7.0, y - 7.0], [end + 7.0, y + 7.0]);
        page.line("cross", [end - 7.0, y + 7.0], [end + 7.0, y - 7.0]);
    } else {
        page.line("arrow", [start, y], [end, y]);
        page.head([end, y], from_client);
    }
    y + 22.0
}

/// A bar beside the line of life, from where the timer was set to where it was cancelled or ran out.
fn timer(page: &mut Page, client: bool, [from, to]: [f64; 2], words: &str) {
    let (x, class, at) = if client {
        (CLIENT - 14.0, "small-end", CLIENT - 20.0)
    } else {
        (SERVER + 6.0, "small", SERVER + 20.0)
    };
    page.rectangle("timer", [x, from + 8.0], [8.0, to - from - 8.0]);
    page.text(class, at, (from + to) / 2.0 + 8.0, &format!("timer {words}"));
}

/// Words beside the line of life; returns where they end.
fn note(page: &mut Page, y: f64, client: bool, words: &str) -> f64 {
    let (class, x) = if client { ("small-end", CLIENT - 20.0) } else { ("small", SERVER + 20.0) };
    let lines = broken(words, NOTE_SIGNS);
    for (number, line) in (0u8..).zip(&lines) {
        page.text(class, x, y + 15.0 * f64::from(number), line);
    }
    y + 15.0 * lines.len() as f64 + 6.0
}

fn parse(source: &str) -> Result<Flow, String> {
    let mut flow = Flow::default();
    for line in source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (first, rest) = line.split_once(' ').ok_or_else(|| format!("nothing behind `{line}`"))?;
        let is_client = first == "client";
        let happening = match (first, rest) {
            ("title", title) => {
                flow.title = title.to_owned();
                continue;
            }
            ("client" | "server", "stop") => Happening::Stop { client: is_client },
            ("client" | "server", rest) => match rest.strip_prefix("timer ") {
                Some(words) => Happening::Timer { client: is_client, words: words.to_owned() },
                None => {
                    flow.names[usize::from(!is_client)] = rest.to_owned();
                    continue;
                }
            },
            (">" | "<", words) => sent(first, words, false)?,
            ("lost", rest) => {
                let (direction, words) = rest.split_once(' ').ok_or("lost what?")?;
                sent(direction, words, true)?
            }
            ("note", rest) => {
                let (side, words) = rest.split_once(' ').ok_or("a note without words")?;
                Happening::Note { client: side == "client", words: words.to_owned() }
            }
            ("gap", words) => Happening::Gap(words.to_owned()),
            _ => return Err(format!("what is `{line}`?")),
        };
        flow.happenings.push(happening);
    }
    if flow.title.is_empty() || flow.names.iter().any(String::is_empty) || flow.happenings.is_empty() {
        return Err("title, client, server or what happens is missing".to_owned());
    }
    Ok(flow)
}

fn sent(direction: &str, words: &str, lost: bool) -> Result<Happening, String> {
    let from_client = match direction {
        ">" => true,
        "<" => false,
        _ => return Err(format!("{direction} is no direction")),
    };
    Ok(Happening::Sent { from_client, lost, words: words.to_owned() })
}
