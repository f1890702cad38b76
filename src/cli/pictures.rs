//! Which charts to draw, and the files they become.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::Failure;
use super::files::ResultFile;
use super::like::{LikeArgs, References, Terms};
use super::print::say;
use crate::output::chart::{Chart, Domains, Group, Kind, Picture, Size, Subject};

/// Kinds and sizes, as asked for on the command line, and pictures that lend their axes.
pub(super) struct Choice {
    kinds: Vec<&'static Kind>,
    sizes: Vec<Size>,
    likes: References,
}

/// All charts but those that are drawn on request alone.
pub(super) const USUAL: &str = "usual";

/// A picture in one of the sizes that it is drawn in.
struct SizedPicture<'g, 'a> {
    picture: &'g Picture<'a>,
    size: Size,
    /// The axes that another picture lends, if one does.
    like: Option<Domains>,
}

/// Charts as files, and which of them tell axes that they were lent.
#[derive(Default)]
pub(super) struct DrawnCharts {
    files: Vec<ResultFile>,
    told: Vec<String>,
}

impl Choice {
    /// Of the kinds that a command can draw.
    pub(super) fn parse(
        kinds: &[String],
        sizes: &[String],
        known: &[&'static Kind],
    ) -> Result<Self, Failure> {
        let sizes = chosen_sizes(sizes)?;
        Ok(Self { kinds: chosen(kinds, known)?, sizes, likes: References::default() })
    }

    /// The same, of which `usual` stands for those that need not be asked for by name.
    pub(super) fn parse_usual(
        kinds: &[String],
        sizes: &[String],
        known: &[&'static Kind],
        on_request: &[&'static Kind],
    ) -> Result<Self, Failure> {
        let choice = |kinds: &[String]| Self::parse(kinds, sizes, known);
        match kinds {
            [usual] if usual == USUAL => {
                let mut choice = choice(&["all".to_owned()])?;
                choice.kinds.retain(|kind| !on_request.contains(kind));
                Ok(choice)
            }
            named => choice(named),
        }
    }

    /// On the axes of pictures that are given, of which `subjects` are what the command can draw.
    pub(super) fn like(
        self,
        args: &LikeArgs,
        subjects: &[Subject],
        terms: &Terms<'_>,
    ) -> Result<Self, Failure> {
        let subjects_of = |kind: &&'static Kind| {
            let kind = *kind;
            subjects.iter().filter(move |one| one.kind == kind).cloned()
        };
        let drawn: Vec<Subject> = self.kinds.iter().flat_map(subjects_of).collect();
        Ok(Self { likes: References::read(args, &drawn, terms)?, ..self })
    }

    /// Whether no chart is asked for.
    pub(super) fn is_none(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The sizes that were asked for.
    pub(super) fn sizes(&self) -> &[Size] {
        &self.sizes
    }

    /// Those of the groups that were asked for, kind by kind.
    pub(super) fn among<'a>(&self, groups: Vec<Group<'a>>) -> Vec<Group<'a>> {
        let mut left: Vec<Group<'a>> = groups;
        let mut all = Vec::new();
        for kind in &self.kinds {
            let is_of = |group: &Group<'a>| group.iter().any(|one| one.subject.kind == *kind);
            let (of, others) = left.into_iter().partition(is_of);
            left = others;
            all.extend(of);
        }
        all
    }

    /// Four files for each chart that was asked for: PNG, SVG, its numbers, and its words.
    pub(super) fn draw(&self, groups: Vec<Group<'_>>) -> DrawnCharts {
        let groups = self.among(groups);
        let wanted: Vec<SizedPicture<'_, '_>> =
            groups.iter().flat_map(|group| self.wanted(group)).collect();
        let (files, lacking): (Vec<Vec<ResultFile>>, Vec<Vec<char>>) = wanted
            .par_iter()
            .map(|SizedPicture { picture, size, like }| {
                let chart = picture.draw(like.as_ref(), *size);
                (files_of(&stem(&picture.name, *size), &chart), chart.lacking().to_vec())
            })
            .unzip();
        say_what_is_lacking(lacking.into_iter().flatten());
        let files: Vec<ResultFile> = files.into_iter().flatten().collect();
        let told = self.likes.told_by(&files);
        DrawnCharts { files, told }
    }

    /// Pictures that have one size, on lent axes where charts of their kind are drawn on them too.
    pub(super) fn draw_panels(&self, panels: Vec<Picture<'_>>) -> DrawnCharts {
        let files = panels.par_iter().map(|panel| {
            let is_drawn = self.kinds.contains(&panel.subject.kind);
            let lent = self.likes.of(&panel.subject, &[]).into_iter();
            let like =
                lent.filter(|(size, _)| is_drawn && *size == Size::Half).find_map(|(_, of)| of);
            files_of(&panel.name, &panel.draw(like.as_ref(), Size::Half))
        });
        let files: Vec<Vec<ResultFile>> = files.collect();
        DrawnCharts { files: files.into_iter().flatten().collect(), told: Vec::new() }
    }

    /// The pictures of a group, all of one size before those of the next.
    fn wanted<'g, 'a>(&self, group: &'g Group<'a>) -> Vec<SizedPicture<'g, 'a>> {
        let Some(first) = group.first() else { return Vec::new() };
        let sizes = self.likes.of(&first.subject, &self.sizes).into_iter();
        let of = |(size, like): (Size, Option<Domains>)| {
            group.iter().map(move |picture| SizedPicture { picture, size, like: like.clone() })
        };
        sizes.flat_map(of).collect()
    }
}

impl DrawnCharts {
    /// Without the numbers of each chart, where one table of the result has them all.
    pub(super) fn without_numbers(mut self) -> Self {
        self.files.retain(|file| !file.name.ends_with(".csv"));
        self
    }

    /// These and others.
    pub(super) fn with(mut self, other: Self) -> Self {
        self.files.extend(other.files);
        self.told.extend(other.told);
        self
    }

    /// The files, and the names of those that tell axes that they were lent.
    pub(super) fn into_parts(self) -> (Vec<ResultFile>, Vec<String>) {
        (self.files, self.told)
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
            Failure::misused(format!("no chart size `{name}`; there are {known}"))
        })?;
        if !sizes.contains(&size) {
            sizes.push(size);
        }
    }
    Ok(sizes)
}

/// The kinds of these names, each once; `all` and `none` stand for themselves.
pub(super) fn chosen(
    names: &[String],
    known: &[&'static Kind],
) -> Result<Vec<&'static Kind>, Failure> {
    match names {
        [all] if all == "all" => return Ok(known.to_vec()),
        [none] if none == "none" => return Ok(Vec::new()),
        _ => {}
    }
    let mut kinds = Vec::new();
    for name in names {
        let kind = known.iter().find(|known| known.name == name).ok_or_else(|| {
            let known: Vec<&str> = known.iter().map(|known| known.name).collect();
            let known = known.join(", ");
            let text = format!("no chart `{name}`; there are {known}, all and none");
            Failure::misused(text)
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

/// Says once which letters of names no picture can show, if there are any.
pub(super) fn say_what_is_lacking(letters: impl Iterator<Item = char>) {
    let letters: BTreeSet<char> = letters.collect();
    if !letters.is_empty() {
        let letters: Vec<String> = letters.iter().map(char::to_string).collect();
        say(&format!(
            "warning: the PNGs have a question mark for {}, which their font lacks; the SVGs and \
             all texts have the names as they are\n",
            letters.join(" ")
        ));
    }
}

/// Where the files are, for the terminal; the four of a chart as one.
pub(super) fn written_to(place: &Path, files: &[ResultFile]) -> String {
    let ends = ["svg", "csv", "alt.txt"];
    let charts: Vec<&str> =
        files.iter().filter_map(|file| file.name.strip_suffix(".png")).collect();
    let is_of_chart = |name: &str| {
        let metadata = |stem: &&str| ends.iter().any(|end| name == format!("{stem}.{end}"));
        name.ends_with(".png") || charts.iter().any(metadata)
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
