//! A strict reader of the part of Parquet that is written here, made from the
//! specification (<https://parquet.apache.org/docs/file-format/>) alone: Thrift's
//! compact protocol, data pages of version 1, nothing compressed. What is not in
//! that part stops the test.

use std::collections::BTreeMap;

/// A value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Int(i64),
    Double(f64),
    Text(String),
}

/// A file, read.
pub(crate) struct File {
    pub(crate) rows: usize,
    pub(crate) facts: BTreeMap<String, String>,
    pub(crate) columns: Vec<(String, Vec<Value>)>,
}

/// A value of Thrift.
enum Thrift {
    Bool,
    Int(i64),
    Bytes(Vec<u8>),
    List(Vec<Thrift>),
    Struct(BTreeMap<i64, Thrift>),
}

impl Thrift {
    fn field(&self, id: i64) -> Option<&Thrift> {
        let Self::Struct(fields) = self else { panic!("not a struct") };
        fields.get(&id)
    }

    fn int(&self, id: i64) -> i64 {
        let Some(Self::Int(value)) = self.field(id) else { panic!("no whole number {id}") };
        *value
    }

    fn text(&self, id: i64) -> String {
        let Some(Self::Bytes(bytes)) = self.field(id) else { panic!("no text {id}") };
        String::from_utf8(bytes.clone()).expect("UTF-8")
    }

    fn list(&self, id: i64) -> &[Thrift] {
        let Some(Self::List(items)) = self.field(id) else { panic!("no list {id}") };
        items
    }
}

/// Bytes that are read from the front.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(count);
        self.0 = rest;
        taken
    }

    fn byte(&mut self) -> u8 {
        self.take(1)[0]
    }

    fn length(&mut self) -> usize {
        u32::from_le_bytes(self.take(4).try_into().expect("four bytes")) as usize
    }

    fn varint(&mut self) -> u64 {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return value;
            }
        }
        panic!("a number of more than 64 bits")
    }

    fn zigzag(&mut self) -> i64 {
        let value = self.varint();
        (value >> 1) as i64 ^ -((value & 1) as i64)
    }

    fn thrift(&mut self, kind: u8) -> Thrift {
        match kind {
            1 | 2 => Thrift::Bool,
            4..=6 => Thrift::Int(self.zigzag()),
            8 => {
                let length = self.varint() as usize;
                Thrift::Bytes(self.take(length).to_vec())
            }
            9 => {
                let head = self.byte();
                let count = if head >> 4 == 15 { self.varint() } else { u64::from(head >> 4) };
                Thrift::List((0..count).map(|_| self.thrift(head & 15)).collect())
            }
            12 => self.thrift_struct(),
            other => panic!("Thrift's kind {other}"),
        }
    }

    fn thrift_struct(&mut self) -> Thrift {
        let (mut fields, mut id) = (BTreeMap::new(), 0);
        loop {
            let head = self.byte();
            if head == 0 {
                return Thrift::Struct(fields);
            }
            id = if head >> 4 == 0 { self.zigzag() } else { id + i64::from(head >> 4) };
            fields.insert(id, self.thrift(head & 15));
        }
    }

    /// Numbers of `width` bits each, the lowest bit first.
    fn packed(&mut self, count: usize, width: usize) -> Vec<u64> {
        let bytes = self.take((count * width).div_ceil(8));
        let bit = |at: usize| u64::from(bytes[at / 8] >> (at % 8) & 1);
        let number = |i: usize| (0..width).map(|b| bit(i * width + b) << b).sum();
        (0..count).map(number).collect()
    }

    /// Runs of repeated and of packed numbers.
    fn hybrid(&mut self, count: usize, width: usize) -> Vec<u64> {
        let mut values = Vec::new();
        while values.len() < count {
            let head = self.varint() as usize;
            if head & 1 == 1 {
                values.extend(self.packed(8 * (head >> 1), width));
            } else {
                let bytes = self.take(width.div_ceil(8));
                let value = bytes.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte));
                values.extend(std::iter::repeat_n(value, head >> 1));
            }
        }
        values.truncate(count);
        values
    }

    /// Differences, packed in blocks.
    fn deltas(&mut self, count: usize) -> Vec<i64> {
        let (block, minis) = (self.varint() as usize, self.varint() as usize);
        assert_eq!(self.varint() as usize, count, "as many differences as values");
        let mut values = vec![self.zigzag()];
        while values.len() < count {
            let least = self.zigzag();
            let widths = self.take(minis).to_vec();
            for width in widths {
                if values.len() < count {
                    for delta in self.packed(block / minis, usize::from(width)) {
                        let last = values[values.len() - 1];
                        values.push(last.wrapping_add(least).wrapping_add(delta as i64));
                    }
                }
            }
        }
        values.truncate(count);
        values
    }
}

/// Reads a file.
pub(crate) fn read(file: &[u8]) -> File {
    let end = file.len();
    assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"), "the magic bytes");
    let footer = Bytes(&file[end - 8..]).length();
    let about = Bytes(&file[end - 8 - footer..end - 8]).thrift_struct();
    let leaves = &about.list(2)[1..];
    let mut columns: Vec<(String, Vec<Value>)> =
        leaves.iter().map(|leaf| (leaf.text(4), Vec::new())).collect();
    for group in about.list(4) {
        assert_eq!(group.list(1).len(), columns.len());
        for (index, chunk) in group.list(1).iter().enumerate() {
            let chunk = chunk.field(3).expect("what the chunk holds");
            assert_eq!(chunk.int(1), leaves[index].int(1), "the kind of the schema");
            assert_eq!(chunk.int(4), 0, "nothing is compressed");
            let values = column(file, chunk, leaves[index].int(3) == 1);
            assert_eq!(values.len() as i64, group.int(3));
            columns[index].1.extend(values);
        }
    }
    let facts = about.list(5).iter().map(|fact| (fact.text(1), fact.text(2))).collect();
    File { rows: about.int(3) as usize, facts, columns }
}

fn column(file: &[u8], chunk: &Thrift, is_nullable: bool) -> Vec<Value> {
    let has_words = chunk.field(11).is_some();
    let mut bytes = Bytes(&file[chunk.int(if has_words { 11 } else { 9 }) as usize..]);
    let (mut words, mut values) = (Vec::new(), Vec::new());
    while (values.len() as i64) < chunk.int(5) {
        let head = bytes.thrift_struct();
        assert_eq!(head.int(2), head.int(3), "as long as it is uncompressed");
        let mut page = Bytes(bytes.take(head.int(3) as usize));
        match head.int(1) {
            2 => {
                let count = head.field(7).expect("a dictionary's head").int(1);
                words = (0..count).map(|_| text(&mut page)).collect();
            }
            0 => {
                let about = head.field(5).expect("a page's head");
                values.extend(data(page, about, (chunk.int(1), is_nullable), &words));
            }
            other => panic!("a page of the kind {other}"),
        }
    }
    values
}

fn text(page: &mut Bytes<'_>) -> Value {
    let length = page.length();
    Value::Text(String::from_utf8(page.take(length).to_vec()).expect("UTF-8"))
}

fn data(
    mut page: Bytes<'_>,
    about: &Thrift,
    (kind, is_nullable): (i64, bool),
    words: &[Value],
) -> Vec<Value> {
    let count = about.int(1) as usize;
    let there = if is_nullable {
        let length = page.length();
        Bytes(page.take(length)).hybrid(count, 1)
    } else {
        vec![1; count]
    };
    let present = there.iter().filter(|level| **level == 1).count();
    let values: Vec<Value> = match (kind, about.int(2)) {
        (2, 5) if present == 0 => Vec::new(),
        (2, 5) => page.deltas(present).into_iter().map(Value::Int).collect(),
        (5, 0) => (0..present)
            .map(|_| Value::Double(f64::from_le_bytes(page.take(8).try_into().expect("eight"))))
            .collect(),
        (6, 0) => (0..present).map(|_| text(&mut page)).collect(),
        (6, 2 | 8) => {
            let width = usize::from(page.byte());
            let found = page.hybrid(present, width);
            found.into_iter().map(|index| words[index as usize].clone()).collect()
        }
        other => panic!("an encoding that is not written: {other:?}"),
    };
    let mut values = values.into_iter();
    let cell = |level: u64| if level == 1 { values.next() } else { Some(Value::Null) };
    there.into_iter().map(cell).collect::<Option<_>>().expect("as many values as are there")
}
