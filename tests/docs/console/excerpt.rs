//! A block of a page that shows lines of a command's output.

use std::ops::Range;

const OPENING: &str = "<!-- shown: ";
const FENCE: &str = "-->\n```console\n$ ";
const END: &str = "\n```\n";
/// Where lines are left out.
const LEFT_OUT: &str = "…";

/// One of them.
pub(super) struct Excerpt<'a> {
    /// Without the `$` before it.
    pub(super) command: &'a str,
    shown: &'a str,
    /// Where its lines stand in the page.
    place: Range<usize>,
}

impl<'a> Excerpt<'a> {
    /// In the order of the page.
    pub(super) fn all_of(page: &'a str) -> Vec<Self> {
        let openings = page.match_indices(OPENING).map(|(at, _)| at + OPENING.len());
        openings.map(|at| Self::at(page, at)).collect()
    }

    fn at(page: &'a str, at: usize) -> Self {
        let rest = &page[at..];
        let fence = rest.find(FENCE).expect("a block of the console follows");
        let command = at + fence + FENCE.len();
        let lines = command + page[command..].find('\n').expect("lines follow the command");
        let end = lines + page[lines..].find(END).expect("the block ends");
        Self { command: &page[command..lines], shown: rest[..fence].trim(), place: lines..end }
    }

    /// The page with this excerpt as `output` has it; or what begins no line there.
    pub(super) fn put(&self, page: &str, output: &str) -> Result<String, &'a str> {
        let lines: Vec<&str> = output.lines().collect();
        let mut from = 0;
        let mut shown = String::new();
        for piece in self.shown.split(';').map(str::trim) {
            let (first, last) = piece.split_once(" .. ").unwrap_or((piece, piece));
            let find = |wanted: &'a str, from: usize| {
                let found = lines[from..].iter().position(|line| line.trim().starts_with(wanted));
                found.map(|place| from + place).ok_or(wanted)
            };
            let first = find(first, from)?;
            let last = find(last, first)?;
            if from < first {
                shown += "\n";
                shown += LEFT_OUT;
            }
            for line in &lines[first..=last] {
                shown += "\n";
                shown += line.trim_end();
            }
            from = last + 1;
        }
        Ok(format!("{}{shown}{}", &page[..self.place.start], &page[self.place.end..]))
    }
}

#[test]
fn lines_are_found_by_how_they_begin_and_the_rest_is_left_out() {
    let page = "a\n<!-- shown: two .. three; five -->\n```console\n$ it runs\nold\n```\nb\n";
    let excerpts = Excerpt::all_of(page);
    let [one] = excerpts.as_slice() else { panic!("one") };
    assert_eq!(one.command, "it runs");
    let put = one.put(page, "one 1\n two 2\nthree 3\nfour\nfive 5\n").expect("all are there");
    let block = "```console\n$ it runs\n…\n two 2\nthree 3\n…\nfive 5\n```\nb\n";
    assert!(put.ends_with(block), "{put}");
    assert_eq!(one.put(page, "one\ntwo\nthree\n").expect_err("no five"), "five");
}
