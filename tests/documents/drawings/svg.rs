//! What the drawings share: a page with its colours, and text that is measured roughly and broken into lines.

use std::fmt::Write as _;

/// A drawing under way.
pub struct Page {
    width: f64,
    body: String,
}

impl Page {
    pub fn new(width: f64) -> Self {
        Self { width, body: String::new() }
    }

    pub fn text(&mut self, class: &str, x: f64, y: f64, words: &str) {
        writeln!(self.body, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", escape(words)).unwrap();
    }

    pub fn line(&mut self, class: &str, [x1, y1]: [f64; 2], [x2, y2]: [f64; 2]) {
        writeln!(self.body, "<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>")
            .unwrap();
    }

    /// A rectangle with round corners.
    pub fn rectangle(&mut self, class: &str, [x, y]: [f64; 2], [width, height]: [f64; 2]) {
        writeln!(
            self.body,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"4\"/>"
        )
        .unwrap();
    }

    /// The head of an arrow that points to the right, or to the left.
    pub fn head(&mut self, [x, y]: [f64; 2], right: bool) {
        let back = if right { x - 9.0 } else { x + 9.0 };
        writeln!(self.body, "<path class=\"head\" d=\"M{x} {y}L{back} {}L{back} {}Z\"/>", y - 4.5, y + 4.5)
            .unwrap();
    }

    /// Lays another drawing of the same width over this one.
    pub fn append(&mut self, other: Self) {
        self.body.push_str(&other.body);
    }

    /// The whole file, with what the drawing shows told in words for those who do not see it.
    pub fn finish(self, height: f64, title: &str) -> String {
        let Self { width, body } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\">\n<title>{}</title>\n<style>{STYLE}</style>\n\
             <rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n{body}</svg>\n",
            escape(title)
        )
    }
}

/// The paper is part of the drawing, so that it can be read on any page.
const STYLE: &str = "
.paper{fill:#ffffff} text{fill:#1f2328;font:14px system-ui,'Segoe UI','DejaVu Sans',sans-serif}
.title{font-weight:600;font-size:17px} .middle{text-anchor:middle} .end{text-anchor:end}
.strong{font-weight:600;text-anchor:middle} .small{font-size:12px;fill:#59636e} .small-end{font-size:12px;fill:#59636e;text-anchor:end}
.small-middle{font-size:12px;fill:#59636e;text-anchor:middle}
.life{stroke:#8c959f;stroke-width:1.5} .arrow{stroke:#0550ae;stroke-width:1.8} .head{fill:#0550ae}
.lost{stroke:#cf222e;stroke-width:1.8;stroke-dasharray:6 4} .cross{stroke:#cf222e;stroke-width:2.4}
.timer{fill:#ffd33d;stroke:#9a6700} .gap{stroke:#8c959f;stroke-dasharray:2 5}
.box{fill:#ddf4ff;stroke:#0550ae} .ffi{fill:#fff1e5;stroke:#bc4c00} .storey{fill:#f6f8fa;stroke:#d1d9e0}
@media (prefers-color-scheme: dark){
.paper{fill:#0d1117} text{fill:#e6edf3} .small,.small-end,.small-middle{fill:#9da7b3}
.arrow{stroke:#79c0ff} .head{fill:#79c0ff} .lost,.cross{stroke:#ff7b72} .timer{fill:#7d5f00;stroke:#e3b341}
.box{fill:#0c2d6b;stroke:#79c0ff} .ffi{fill:#5a1e02;stroke:#ffa657} .storey{fill:#161b22;stroke:#3d444d}}
";

/// Breaks words into lines of at most `most` signs.
pub fn broken(words: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
