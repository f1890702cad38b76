//! Chart of the figures that an operator close to demand stands for: how soon orders are met, what
//! is marked down, what lies in stock, what a batch and a site bring; a small panel for each.

pub(in crate::output) use super::kpi_data::KpiPlan;
use super::kpi_data::{Panel, panels};
pub(in crate::output) use super::kpi_panel::figure_words;
use super::kpi_panel::{FOOT, HEAD, PanelBins, PanelPlace, draw};
use super::kpi_words::{alt_text, notes, numbers, titles};
use crate::analysis::kpi::Kpi;
use crate::model::outcome::Figure;
use crate::output::chart::{
    Area, Chart, Domain, Domains, INK, Kind, Look, MOST_CURVES, Metadata, Page, Provenance, Scale,
    Size, Words, curve,
};
use crate::output::format::plural;

/// Panels of operating figures.
pub static KIND: Kind = Kind { name: "kpi", scales: &SCALES, agree: some_panel, ..Kind::PLAIN };

/// The axis of each figure; a picture tells those of its panels.
static SCALES: [Scale; Figure::COUNT + 1] = scales();

const fn scales() -> [Scale; Figure::COUNT + 1] {
    let mut all = [Scale::Optional(Kpi::LeadTime.key()); Figure::COUNT + 1];
    let mut i = 0;
    while i < Figure::COUNT {
        all[i] = Scale::Optional(Figure::ALL[i].key());
        i += 1;
    }
    all
}

/// A picture that lends its axes has at least one, and each has two ends.
fn some_panel(domains: &Domains, _: Size) -> bool {
    let told = SCALES.iter().filter(|scale| domains.values(scale.name()).is_some());
    let is_axis = |scale: &&Scale| Scale::Span(scale.name()).is_lent(domains);
    0 < told.clone().count() && told.clone().count() == told.filter(is_axis).count()
}

/// Draws the panels of one plan.
pub(in crate::output) fn kpi(
    plan: KpiPlan<'_>,
    run: &Provenance,
    like: Option<&Domains>,
    size: Size,
) -> Chart {
    let panels = panels(&[plan], like, size);
    let titles = |drawn: &[Panel]| titles(drawn, plan.info.paths, &plan.info.currency);
    Picture { plans: &[plan], run, panels: &panels }.draw(&titles, 0, size)
}

/// Titles of several plans, from the figures that are drawn of them.
pub(in crate::output) type TitlesOf<'a> = dyn Fn(&[Kpi]) -> Vec<String> + 'a;

/// Draws those of several plans; `more` are not drawn.
pub(in crate::output) fn kpi_of_plans(
    plans: &[KpiPlan<'_>],
    run: &Provenance,
    (titles, more): (&TitlesOf<'_>, usize),
    like: Option<&Domains>,
    size: Size,
) -> Chart {
    let titles = |drawn: &[Panel]| titles(&drawn.iter().map(|panel| panel.of).collect::<Vec<_>>());
    let panels = panels(plans, like, size);
    Picture { plans, run, panels: &panels }.draw(&titles, more, size)
}

/// Most plans that there is room for in a panel.
pub(in crate::output) fn most_plans(size: Size) -> usize {
    if size == Size::Half { 2 } else { MOST_CURVES }
}

struct Picture<'a> {
    plans: &'a [KpiPlan<'a>],
    run: &'a Provenance,
    panels: &'a [Panel],
}

impl Picture<'_> {
    fn draw(&self, titles: &dyn Fn(&[Panel]) -> Vec<String>, more: usize, size: Size) -> Chart {
        let Self { plans, run, panels } = *self;
        // How much room there is hangs on no word.
        let plain = Words {
            provenance: run,
            titles: Vec::new(),
            subtitles: Vec::new(),
            basis: "",
            notes: Vec::new(),
        };
        let page = Page::new(size, &plain, size.subtitle_lines());
        let grid = Grid::of(&page, panels.len(), plans.len());
        let drawn = panels.len().min(grid.cells());
        let bins: Vec<Option<PanelBins>> = match plans {
            [plan] if size != Size::Half => {
                panels[..drawn].iter().map(|panel| PanelBins::of(panel, plan)).collect()
            }
            _ => Vec::new(),
        };
        let mut notes = notes(panels, drawn, &bins);
        if 0 < more {
            notes.insert(0, format!("not drawn: {}", plural(more as u64, "more scenario")));
        }
        let begin = if bins.is_empty() { "T" } else { "Bars shares of paths; t" };
        let lines = "thick P25–P75, tick and bold number median; dashed: screen limit";
        let words = Words {
            titles: titles(&panels[..drawn]),
            subtitles: vec![
                format!(
                    "{begin}hin line P10 to P90, thick P25 to P75, tick and bold number median; \
                     dashed: limit of the screen"
                ),
                format!("{begin}hin line P10–P90, {lines}"),
                format!("Thin P10–P90, {lines}"),
            ],
            notes,
            ..plain
        };
        let page = Page::new(size, &words, size.subtitle_lines());
        let plot = self.panels_on(&page, &grid, drawn, &bins);
        let told = panels.iter().take(drawn);
        let domains: Vec<Domain> =
            told.map(|panel| Scale::Optional(panel.of.key()).tells(panel.span.ends())).collect();
        let metadata = Metadata {
            kind: &KIND,
            alt_text: alt_text(panels, plans),
            csv: numbers(panels, plans, &bins),
            domains,
        };
        page.finish(&words, plot, metadata)
    }

    fn panels_on(
        &self,
        page: &Page,
        grid: &Grid,
        drawn: usize,
        bins: &[Option<PanelBins>],
    ) -> Area {
        let key = if 1 < self.plans.len() { KEY * page.kind.label } else { 0.0 };
        let area = page.inside([0.0, 0.4 * page.kind.label + key, 0.0, 0.0]);
        if 0.0 < key {
            self.key(page, area.top - key + 0.5 * page.kind.label);
        }
        for (index, panel) in self.panels[..drawn].iter().enumerate() {
            let place = PanelPlace::of(page, grid.area(page, area, index));
            let bins = bins.get(index).and_then(Option::as_ref);
            draw(page, &place, panel, self.plans, bins);
        }
        area
    }

    /// Names of the plans, each after its line.
    fn key(&self, page: &Page, y: f64) {
        let look = Look::new(page.kind.label, INK);
        let swatch = 20.0 * page.size.stretch();
        let each = page.frame.width() / self.plans.len() as f64;
        for (position, plan) in self.plans.iter().enumerate() {
            let left = page.frame.left + position as f64 * each;
            curve(page, &[(left, y), (left + swatch, y)], position);
            let name = look.cut(plan.label, each - swatch - 12.0);
            page.text_at(left + swatch + 5.0, y, look, &name);
        }
    }
}

/// Heights in those of a label: of the names of plans, between panels, and least of a row.
const KEY: f64 = 1.7;
const GAP: f64 = 0.4;
const LEAST_PITCH: f64 = 1.05;

/// Rows and columns of panels.
struct Grid {
    rows: usize,
    columns: usize,
}

impl Grid {
    /// As many as are needed, as far as the names, the rows and the ticks of each have room.
    fn of(page: &Page, panels: usize, plans: usize) -> Self {
        let columns = if page.is_half() { 2 } else { 3 };
        let labels = page.frame.height() / page.kind.label - 0.4;
        let key = if 1 < plans { KEY } else { 0.0 };
        let each = HEAD + FOOT + LEAST_PITCH * plans as f64 + GAP;
        let most = ((labels - key + GAP) / each).floor().max(1.0) as usize;
        Self { rows: panels.div_ceil(columns).clamp(1, most), columns }
    }

    fn cells(&self) -> usize {
        self.rows * self.columns
    }

    fn area(&self, page: &Page, whole: Area, index: usize) -> Area {
        let gap = [1.6, GAP].map(|lines| lines * page.kind.label);
        let (row, column) = (index / self.columns, index % self.columns);
        let wide = (whole.width() - gap[0] * (self.columns - 1) as f64) / self.columns as f64;
        let high = (whole.height() - gap[1] * (self.rows - 1) as f64) / self.rows as f64;
        let left = whole.left + column as f64 * (wide + gap[0]);
        let top = whole.top + row as f64 * (high + gap[1]);
        Area { left, top, right: left + wide, bottom: top + high }
    }
}
