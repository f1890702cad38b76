//! What a result rests on: how much of an outcome's variance comes from numbers
//! of each grade of evidence, from what grades do together, and from luck; and
//! which numbers matter much and are known badly.
//!
//! With X_g all uncertain numbers of grade g, the variance V of an outcome falls
//! apart into parts that add up to it (I. M. Sobol', *Mathematical Modelling and
//! Computational Experiment* 1, 1993, for groups of inputs):
//!
//! ```text
//! V = Σ_g Var(E[f | X_g])  +  what grades do with one another  +  V T_luck
//! ```
//!
//! T_luck is the total index of luck: its own part and all that it does with
//! any number. A group of correlated numbers counts with its weakest member.
//!
//! Numbers are ranked by total index times the weakness of their evidence: the
//! two axes of the diagnostic diagram of J. P. van der Sluijs et al., "Combining
//! quantitative and qualitative measures of uncertainty in model-based
//! environmental assessment: the NUSAP system", *Risk Analysis* 25, 2005.

use super::drivers::{Output, Shares, shared_out};
use super::sobol::{Bootstrap, Interval};
use crate::sampling::assumptions::{Assumption, Assumptions, Grade, Input, Sampler, Shape};

/// How weak evidence of a grade is, from 0 to 1: equal steps, as NUSAP scores a
/// pedigree. A number that is audited leaves nothing to find out.
pub const fn weakness(grade: Grade) -> f64 {
    match grade {
        Grade::Audited => 0.0,
        Grade::Observed => 0.25,
        Grade::Management => 0.5,
        Grade::Analogue => 0.75,
        Grade::Guess => 1.0,
    }
}

/// The grade that a number counts with: one without a grade is a guess.
pub fn grade_of(assumption: &Assumption) -> Grade {
    assumption.grade.unwrap_or(Grade::Guess)
}

/// The uncertain numbers of one grade, among those that are drawn once a path.
#[derive(Clone, Debug, PartialEq)]
pub struct OfGrade {
    /// The grade.
    pub grade: Grade,
    /// Their groups, as positions among [`Sampler::groups`].
    pub groups: Vec<usize>,
    /// How many numbers they are.
    pub numbers: usize,
}

/// Which columns of a design of swapped draws say what comes of each grade.
#[derive(Clone, Debug)]
pub struct GradeDesign {
    /// Grades that have an uncertain number, best first.
    grades: Vec<OfGrade>,
    /// How many groups there are.
    groups: usize,
}

impl GradeDesign {
    /// For these assumptions.
    pub fn of(assumptions: &Assumptions, sampler: &Sampler) -> Self {
        let members = uncertain_members(assumptions, sampler);
        let of_group: Vec<Grade> = members.iter().map(|group| weakest(group)).collect();
        let of = |grade: Grade| {
            let groups: Vec<usize> =
                (0..members.len()).filter(|group| of_group[*group] == grade).collect();
            let numbers = groups.iter().map(|group| members[*group].len()).sum();
            OfGrade { grade, groups, numbers }
        };
        let mut grades: Vec<OfGrade> = Grade::ALL.into_iter().map(of).collect();
        grades.retain(|one| !one.groups.is_empty());
        Self { grades, groups: members.len() }
    }

    /// Groups that must come from B together, besides each by itself and luck:
    /// none for a grade of one group, nor where all are of one grade, which is
    /// the rest of luck.
    pub fn unions(&self) -> Vec<Vec<usize>> {
        if self.grades.len() < 2 {
            return Vec::new();
        }
        let several = self.grades.iter().filter(|one| 1 < one.groups.len());
        several.map(|one| one.groups.clone()).collect()
    }

    /// All columns of the design: A, B, the groups, luck and the unions.
    pub fn columns(&self) -> usize {
        self.groups + 3 + self.unions().len()
    }

    /// Columns of A, B, each grade and luck.
    fn of_grades(&self) -> Vec<usize> {
        let luck = self.groups + 2;
        let mut columns = vec![0, 1];
        if 1 < self.grades.len() {
            let mut union = luck;
            columns.extend(self.grades.iter().map(|one| match one.groups[..] {
                [group] => group + 2,
                _ => {
                    union += 1;
                    union
                }
            }));
        }
        columns.push(luck);
        columns
    }
}

/// Outcomes of a design: row after row, column after column, and of each all
/// `outputs`.
#[derive(Clone, Copy, Debug)]
pub struct Simulated<'a> {
    /// The values.
    pub values: &'a [f64],
    /// Columns of the design.
    pub columns: usize,
    /// What was read of each simulated path.
    pub outputs: &'a [Output],
}

impl Simulated<'_> {
    /// One output in some of the columns, row after row.
    pub fn of(&self, output: usize, columns: &[usize]) -> Vec<f64> {
        let rows = self.values.chunks_exact(self.columns * self.outputs.len());
        let of_row = |row: &[f64]| {
            let at = |column: &usize| row[column * self.outputs.len() + output];
            columns.iter().map(at).collect::<Vec<_>>()
        };
        rows.flat_map(of_row).collect()
    }
}

/// What an outcome's variance rests on; the parts add up to 1.
#[derive(Clone, Debug)]
pub struct RestsOn {
    /// The outcome.
    pub output: Output,
    /// Limits that values beyond were moved to; absent for a chance.
    pub caps: Option<[f64; 2]>,
    /// The parts; absent where the outcome does not vary.
    pub parts: Option<Parts>,
}

/// Shares of a variance.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// What the numbers of each grade explain by themselves, best first.
    pub grades: Vec<(Grade, Interval)>,
    /// What numbers of several grades explain only together.
    pub together: Interval,
    /// Luck, alone and with numbers of any grade.
    pub luck: Interval,
    /// That part of it which luck makes alone.
    pub luck_alone: Interval,
}

/// A number, or a group of correlated ones, that the outcome depends on.
#[derive(Clone, Debug)]
pub struct Doubt {
    /// Names of the numbers.
    pub names: Vec<String>,
    /// The weakest grade among them.
    pub grade: Grade,
    /// Whether one of them has no grade in the file.
    pub ungraded: bool,
    /// Its total index.
    pub influence: Interval,
    /// The total index times the weakness of the evidence.
    pub score: Interval,
}

/// How many numbers of a grade there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GradeCount {
    /// The grade.
    pub grade: Grade,
    /// Uncertain ones that are drawn once a path; of a correlated group all
    /// are counted with the weakest.
    pub uncertain: usize,
    /// Of these, those without a grade in the file.
    pub ungraded: usize,
    /// Numbers of the file without a spread: they cannot explain anything.
    pub known: usize,
}

/// What a result rests on.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Numbers of each grade, best first.
    pub counts: Vec<GradeCount>,
    /// By outcome; the first is the one that the others of a report are about.
    pub outcomes: Vec<RestsOn>,
    /// Every group of numbers, the one first that matters most and is known
    /// worst; by the first outcome.
    pub doubts: Vec<Doubt>,
    /// Correlated groups whose members have several grades.
    pub mixed: Vec<Vec<String>>,
}

/// What the outcomes of a design rest on. `shares` are those of its first
/// output.
pub fn evidence(
    assumptions: &Assumptions,
    (design, sampler): (&GradeDesign, &Sampler),
    simulated: &Simulated<'_>,
    shares: &Shares,
    bootstrap: Bootstrap,
) -> Evidence {
    let members = uncertain_members(assumptions, sampler);
    let outputs = simulated.outputs.iter().enumerate();
    let outcomes = outputs.map(|(index, output)| {
        let values = simulated.of(index, &design.of_grades());
        rests_on(design, output, &values, bootstrap)
    });
    let differ =
        |group: &&Vec<&Assumption>| group.iter().any(|one| grade_of(one) != grade_of(group[0]));
    Evidence {
        counts: counts(assumptions, design, &members),
        outcomes: outcomes.collect(),
        doubts: doubts(&members, shares),
        mixed: members.iter().filter(differ).map(|group| names(group)).collect(),
    }
}

/// `values` hold A, B, each grade, unless all are of one, and luck.
fn rests_on(
    design: &GradeDesign,
    output: &Output,
    values: &[f64],
    bootstrap: Bootstrap,
) -> RestsOn {
    let several = 1 < design.grades.len();
    let groups = if several { design.grades.len() + 1 } else { 1 };
    let (found, caps) = shared_out(output, (values, groups), bootstrap);
    let parts = found.and_then(|found| {
        let (luck, of_grades) = found.groups.split_last()?;
        let shares: Vec<Interval> = if several {
            of_grades.iter().map(|group| group.first).collect()
        } else {
            vec![luck.total.complement(); design.grades.len()]
        };
        let grades = design.grades.iter().map(|one| one.grade).zip(shares).collect();
        let nothing = Interval { value: 0.0, low: 0.0, high: 0.0 };
        Some(Parts {
            grades,
            together: if several { found.together } else { nothing },
            luck: luck.total,
            luck_alone: luck.first,
        })
    });
    RestsOn { output: output.clone(), caps, parts }
}

fn doubts(members: &[Vec<&Assumption>], shares: &Shares) -> Vec<Doubt> {
    let Some(found) = &shares.decomposition else { return Vec::new() };
    let groups = members.iter().zip(&found.groups);
    let mut doubts: Vec<Doubt> = groups
        .map(|(group, indices)| {
            let (grade, influence) = (weakest(group), indices.total);
            let weight = weakness(grade);
            let score = Interval {
                value: weight * influence.value,
                low: weight * influence.low,
                high: weight * influence.high,
            };
            let ungraded = group.iter().any(|one| one.grade.is_none());
            Doubt { names: names(group), grade, ungraded, influence, score }
        })
        .collect();
    doubts.sort_by(|a, b| {
        let by_score = b.score.value.total_cmp(&a.score.value);
        by_score.then(b.influence.value.total_cmp(&a.influence.value))
    });
    doubts
}

fn counts(
    assumptions: &Assumptions,
    design: &GradeDesign,
    members: &[Vec<&Assumption>],
) -> Vec<GradeCount> {
    let known = |grade: Grade| {
        let of_file = assumptions.iter().map(|(_, one)| one).filter(|one| one.written);
        let known = of_file.filter(|one| matches!(one.shape, Shape::Known(_)));
        known.filter(|one| grade_of(one) == grade).count()
    };
    let of = |grade: Grade| {
        let found = design.grades.iter().find(|one| one.grade == grade);
        let groups = found.map(|one| one.groups.as_slice()).unwrap_or_default();
        let numbers = groups.iter().flat_map(|group| &members[*group]);
        GradeCount {
            grade,
            uncertain: found.map_or(0, |one| one.numbers),
            ungraded: numbers.filter(|one| one.grade.is_none()).count(),
            known: known(grade),
        }
    };
    Grade::ALL.into_iter().map(of).collect()
}

/// The uncertain numbers of each of a sampler's groups.
fn uncertain_members<'a>(
    assumptions: &'a Assumptions,
    sampler: &Sampler,
) -> Vec<Vec<&'a Assumption>> {
    let inputs: Vec<Input> = sampler.inputs().collect();
    let members = |group: &Vec<usize>| {
        let all = group.iter().map(|i| assumptions.get(inputs[*i]));
        all.filter(|one| matches!(one.shape, Shape::Uncertain(_))).collect()
    };
    sampler.groups().iter().map(members).collect()
}

/// Grades stand best first.
fn weakest(group: &[&Assumption]) -> Grade {
    group.iter().map(|one| grade_of(one)).max().unwrap_or(Grade::Guess)
}

fn names(group: &[&Assumption]) -> Vec<String> {
    group.iter().map(|one| one.name.clone()).collect()
}
