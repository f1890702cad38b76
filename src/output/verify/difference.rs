//! How two versions of a file differ, in words: the first place, and what
//! stands there in each.

use serde_json::Value;

use crate::model::letters::visible;
use crate::output::chart::picture_difference;
use crate::output::format::count;

/// Longest text shown of one place.
const MOST_SHOWN: usize = 60;

/// Where the file `name` first differs between what is `stored` and what was
/// `made` again.
pub fn difference(name: &str, stored: &[u8], made: &[u8]) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let found = match ending {
        "png" => Some(picture_difference(stored, made)),
        "json" => in_json(stored, made),
        "csv" => in_csv(stored, made),
        _ => None,
    };
    let found = found.or_else(|| in_lines(stored, made));
    found.unwrap_or_else(|| in_bytes(stored, made))
}

fn words(place: &str, stored: &str, made: &str) -> String {
    format!("{place} is {} here and {} made again", shown(stored), shown(made))
}

fn shown(text: &str) -> String {
    visible(&shortened(text), &[])
}

fn shortened(text: &str) -> String {
    if text.is_empty() {
        return "empty".to_owned();
    }
    if text.chars().count() <= MOST_SHOWN {
        return text.to_owned();
    }
    let kept: String = text.chars().take(MOST_SHOWN - 1).collect();
    format!("{kept}…")
}

fn in_json(stored: &[u8], made: &[u8]) -> Option<String> {
    let made: Value = serde_json::from_slice(made).ok()?;
    match serde_json::from_slice(stored) {
        Ok(stored) => first("", Some(&stored), Some(&made)),
        Err(error) => Some(format!("it is no JSON: {error}")),
    }
}

/// The first place at which two values differ, in the order of what was made.
fn first(place: &str, stored: Option<&Value>, made: Option<&Value>) -> Option<String> {
    match (stored, made) {
        (Some(Value::Object(stored)), Some(Value::Object(made))) => {
            let inner = |key: &str| {
                let shown = shown(key);
                if place.is_empty() { shown } else { format!("{place}.{shown}") }
            };
            let more = stored.keys().filter(|key| !made.contains_key(*key));
            made.keys()
                .chain(more)
                .find_map(|key| first(&inner(key), stored.get(key), made.get(key)))
        }
        (Some(Value::Array(stored)), Some(Value::Array(made))) => (0..stored.len().max(made.len()))
            .find_map(|i| first(&format!("{place}[{i}]"), stored.get(i), made.get(i))),
        (stored, made) if stored == made => None,
        (stored, made) => {
            let text =
                |value: Option<&Value>| value.map_or("absent".to_owned(), ToString::to_string);
            Some(words(&format!("`{place}`"), &text(stored), &text(made)))
        }
    }
}

fn in_csv(stored: &[u8], made: &[u8]) -> Option<String> {
    let (stored, made) = (rows(stored)?, rows(made)?);
    let head = made.first()?;
    for row in 0..stored.len().max(made.len()) {
        let (Some(here), Some(again)) = (stored.get(row), made.get(row)) else {
            let (here, again) = (count(stored.len() as u64), count(made.len() as u64));
            return Some(format!("it has {here} rows here and {again} made again"));
        };
        let differs = |column: &usize| here.get(*column) != again.get(*column);
        let Some(column) = (0..here.len().max(again.len())).find(differs) else { continue };
        let name =
            head.get(column).map_or_else(|| format!("{}", column + 1), |name| format!("`{name}`"));
        let place = format!("row {}, column {name}", row + 1);
        let cell = |cells: &Vec<String>| cells.get(column).cloned().unwrap_or_default();
        return Some(words(&place, &cell(here), &cell(again)));
    }
    None
}

fn rows(bytes: &[u8]) -> Option<Vec<Vec<String>>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let row = |row: Result<csv::StringRecord, csv::Error>| {
        Some(row.ok()?.iter().map(str::to_owned).collect())
    };
    reader.records().map(row).collect()
}

fn in_lines(stored: &[u8], made: &[u8]) -> Option<String> {
    let (stored, made) = (std::str::from_utf8(stored).ok()?, std::str::from_utf8(made).ok()?);
    let (mut here, mut again) = (stored.lines(), made.lines());
    let mut line = 0;
    loop {
        line += 1;
        match (here.next(), again.next()) {
            (None, None) => return None,
            (here, again) if here == again => {}
            (here, again) => {
                // Long lines begin alike: what is shown begins where they part.
                let (here, again) = (here.unwrap_or_default(), again.unwrap_or_default());
                let alike = here.chars().zip(again.chars()).take_while(|(a, b)| a == b).count();
                let from = alike.saturating_sub(MOST_SHOWN / 3);
                let part = |text: &str| -> String {
                    let dots = if 0 < from && !text.is_empty() { "…" } else { "" };
                    format!("{dots}{}", text.chars().skip(from).collect::<String>().trim())
                };
                return Some(words(&format!("line {line}"), &part(here), &part(again)));
            }
        }
    }
}

fn in_bytes(stored: &[u8], made: &[u8]) -> String {
    let same = stored.iter().zip(made).take_while(|(a, b)| a == b).count();
    let (here, again) = (count(stored.len() as u64), count(made.len() as u64));
    format!("byte {} is the first that differs; {here} bytes here, {again} made again", same + 1)
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn json_is_told_by_key_with_both_values() {
        let made = br#"{"run": {"seed": 5, "paths": 60}, "list": [1, 2]}"#;
        let of = |stored: &str| difference("a.json", stored.as_bytes(), made);
        assert_eq!(
            of(r#"{"run": {"seed": 6, "paths": 60}, "list": [1, 2]}"#),
            "`run.seed` is 6 here and 5 made again"
        );
        assert_eq!(
            of(r#"{"run": {"seed": 5, "paths": 60}, "list": [1]}"#),
            "`list[1]` is absent here and 2 made again"
        );
        assert_eq!(
            of(r#"{"run": {"seed": 5, "paths": 60, "x": 1}, "list": [1, 2]}"#),
            "`run.x` is 1 here and absent made again"
        );
        assert!(of("{").starts_with("it is no JSON: EOF"));
        assert_eq!(
            of(r#"{"run": {"seed": 5,  "paths": 60}, "list": [1, 2]}"#),
            "line 1 is {\"run\": {\"seed\": 5,  \"paths\": 60}, \"list\": [1, 2]} here and \
             {\"run\": {\"seed\": 5, \"paths\": 60}, \"list\": [1, 2]} made again"
        );
    }

    #[test]
    fn csv_is_told_by_row_and_column_with_both_values() {
        let made = b"month,cash\n0,1.5\n1,2.5\n";
        let of = |stored: &str| difference("a.csv", stored.as_bytes(), made);
        assert_eq!(
            of("month,cash\n0,1.5\n1,2.6\n"),
            "row 3, column `cash` is 2.6 here and 2.5 made again"
        );
        assert_eq!(
            of("month,cash\n0,\n1,2.5\n"),
            "row 2, column `cash` is empty here and 1.5 made again"
        );
        assert_eq!(of("month,cash\n0,1.5\n"), "it has 2 rows here and 3 made again");
        assert_eq!(
            of("month,cash\r\n0,1.5\n1,2.5\n"),
            "byte 11 is the first that differs; 24 bytes here, 23 made again"
        );
    }

    #[test]
    fn other_text_is_told_by_line_and_the_rest_by_byte() {
        assert_eq!(
            difference("a.toml", b"x = 1\ny = 2\n", b"x = 1\ny = 3\n"),
            "line 2 is y = 2 here and y = 3 made again"
        );
        let long = "a".repeat(100);
        assert_eq!(
            difference("a.svg", format!("{long}b").as_bytes(), format!("{long}c").as_bytes()),
            format!("line 1 is …{0}b here and …{0}c made again", "a".repeat(20))
        );
        assert_eq!(
            difference("a.bin", &[1, 255, 3], &[1, 255]),
            "byte 3 is the first that differs; 3 bytes here, 2 made again"
        );
    }
}
