//! Which charts to draw, and the files they become.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use std::path::Path;

use super::Failure;
use super::files::ResultFile;
use super::like::{LikeArgs, Likes};
use crate::output::chart::{Chart, Domains, Kind, Size, Subject};
use crate::output::run::pictures::Pictures;

/// Kinds and sizes, as asked for on the command line.
pub(super) struct ChartChoice {
    kinds: Vec<Kind>,
    sizes: Vec<Size>,
    likes: Likes,
}

impl ChartChoice {
    pub(super) fn parse(kinds: &[String], sizes: &[String]) -> Result<Self, Failure> {
        let sizes = chosen_sizes(sizes)?;
        let kinds = chosen(kinds, &Kind::ALL.map(|kind| (kind.name(), kind)))?;
        Ok(Self { kinds, sizes, likes: Likes::default() })
    }

    /// The same, on the axes of pictures, in a currency and with a hurdle rate.
    pub(super) fn like(
        self,
        args: &LikeArgs,
        currency: &str,
        hurdle_rate: f64,
    ) -> Result<Self, Failure> {
        let drawn: Vec<Subject> = self.kinds.iter().map(|kind| kind.subject()).collect();
        let likes = Likes::read(args, &drawn, (currency, &[hurdle_rate]))?;
        Ok(Self { likes, ..self })
    }

    /// What is drawn: kinds with their sizes, and axes where they are lent.
    fn wanted(&self) -> Vec<(Kind, Size, Option<Domains>)> {
        let of = |kind: &Kind| {
            let kind = *kind;
            let each = self.likes.of(&kind.subject(), &self.sizes).into_iter();
            each.map(move |(size, like)| (kind, size, like))
        };
        self.kinds.iter().flat_map(of).collect()
    }

    /// Names of drawn pictures that tell the axes they were lent.
    pub(super) fn told_by(&self, drawn: &[ResultFile]) -> Vec<String> {
        self.likes.told_by(drawn)
    }

    /// Four files for each chart: PNG, SVG, its numbers, and its words.
    pub(super) fn files(&self, pictures: &Pictures<'_>) -> Vec<ResultFile> {
        let wanted = self.wanted();
        let drawn: Vec<Vec<ResultFile>> = wanted
            .par_iter()
            .map(|(kind, size, like)| {
                let set = std::slice::from_ref(pictures);
                let chart = pictures.draw_like(set, like.as_ref(), (*kind, *size));
                files_of(&stem(kind.name(), *size), &chart)
            })
            .collect();
        drawn.into_iter().flatten().collect()
    }
}

/// A file's name without its ending.
pub(super) fn stem(name: &str, size: Size) -> String {
    match size {
        Size::Full => name.to_owned(),
        size => format!("{name}-{}", size.name()),
    }
}

pub(super) fn chosen_sizes(names: &[String]) -> Result<Vec<Size>, Failure> {
    let mut sizes = Vec::new();
    for name in names {
        let size = Size::parse(name).ok_or_else(|| {
            let known = Size::ALL.map(Size::name).join(", ");
            Failure::Misused(format!("shortrun: no chart size `{name}`; there are {known}"))
        })?;
        if !sizes.contains(&size) {
            sizes.push(size);
        }
    }
    Ok(sizes)
}

/// The charts of these names, each once; `all` and `none` stand for themselves.
pub(super) fn chosen<T: Copy + PartialEq>(
    names: &[String],
    known: &[(&'static str, T)],
) -> Result<Vec<T>, Failure> {
    match names {
        [all] if all == "all" => return Ok(known.iter().map(|(_, kind)| *kind).collect()),
        [none] if none == "none" => return Ok(Vec::new()),
        _ => {}
    }
    let mut kinds = Vec::new();
    for name in names {
        let (_, kind) = known.iter().find(|(known, _)| known == name).ok_or_else(|| {
            let known: Vec<&str> = known.iter().map(|(known, _)| *known).collect();
            let known = known.join(", ");
            let text = format!("shortrun: no chart `{name}`; there are {known}, all and none");
            Failure::Misused(text)
        })?;
        if !kinds.contains(kind) {
            kinds.push(*kind);
        }
    }
    Ok(kinds)
}

/// The four files of a chart.
pub(super) fn files_of(stem: &str, chart: &Chart) -> Vec<ResultFile> {
    vec![
        ResultFile::new(&format!("{stem}.png"), chart.png()),
        ResultFile::new(&format!("{stem}.svg"), chart.svg().into_bytes()),
        ResultFile::new(&format!("{stem}.csv"), chart.csv().as_bytes().to_vec()),
        ResultFile::new(&format!("{stem}.alt.txt"), format!("{}\n", chart.alt_text()).into_bytes()),
    ]
}

/// Where the files are, for the terminal; the four of a chart as one.
pub(super) fn written_to(place: &Path, files: &[ResultFile]) -> String {
    let ends = ["svg", "csv", "alt.txt"];
    let charts: Vec<&str> =
        files.iter().filter_map(|file| file.name.strip_suffix(".png")).collect();
    let is_of_chart = |name: &str| {
        let twin = |stem: &&str| ends.iter().any(|end| name == format!("{stem}.{end}"));
        name.ends_with(".png") || charts.iter().any(twin)
    };
    let names = files.iter().map(|file| file.name.as_str());
    let others: Vec<&str> = names.filter(|name| !is_of_chart(name)).collect();
    let mut lines = format!("\nWritten to {}\n", place.display());
    if !others.is_empty() {
        lines += &wrapped(&others);
    }
    if !charts.is_empty() {
        lines += "as .png, .svg, .csv and .alt.txt:\n";
        lines += &wrapped(&charts);
    }
    lines
}

/// Names with commas between them, in indented lines of at most 80 columns.
fn wrapped(names: &[&str]) -> String {
    let mut lines = String::new();
    let mut line = String::new();
    for (i, name) in names.iter().enumerate() {
        let comma = if i + 1 < names.len() { "," } else { "" };
        if !line.is_empty() && 80 < line.chars().count() + name.chars().count() + 2 {
            lines += &format!("{line}\n");
            line.clear();
        }
        line += &format!("{}{name}{comma}", if line.is_empty() { "  " } else { " " });
    }
    format!("{lines}{line}\n")
}

#[cfg(test)]
mod tests {
    use super::{ResultFile, written_to};
    use std::path::Path;

    #[test]
    fn charts_are_named_once_and_lines_stay_short() {
        let mut names = vec!["summary.json".to_owned(), "months.csv".to_owned()];
        for stem in ["bands", "hist", "hist-irr", "hist-npv", "a-long-name-of-a-plan-runway"] {
            names.extend(["png", "svg", "csv", "alt.txt"].map(|end| format!("{stem}.{end}")));
        }
        let files: Vec<ResultFile> =
            names.iter().map(|name| ResultFile::new(name, Vec::new())).collect();
        let charts = "  bands, hist, hist-irr, hist-npv, a-long-name-of-a-plan-runway\n";
        assert_eq!(
            written_to(Path::new("there"), &files),
            format!(
                "\nWritten to there\n  summary.json, months.csv\n\
                 as .png, .svg, .csv and .alt.txt:\n{charts}"
            )
        );
        let many: Vec<ResultFile> =
            (0..40).map(|i| ResultFile::new(&format!("{i}-bands.png"), Vec::new())).collect();
        let text = written_to(Path::new("there"), &many);
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert!((0..40).all(|i| text.contains(&format!(" {i}-bands"))), "{text}");
    }
}
