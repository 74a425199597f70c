//! Reads `$filter`: comparisons, `and`, `or`, `not`, and what a text contains, begins or ends with. What OData has beyond that is
//! named, and refused.

use super::super::frame::{Cell, Holds};
use super::condition::{Compare, Condition, Has, Operand};
use super::query::Fault;
use super::set::Set;
use super::token::{Token, tokens};
use crate::problem::Problem;
use crate::sheet::composed;

/// How deep a filter may nest.
const DEEPEST: usize = 64;

/// A part of a filter.
enum Part {
    Condition(Condition),
    Operand(Operand),
}

struct Parser<'a> {
    set: &'a Set,
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    depth: usize,
}

/// The condition that a filter says of a set.
pub(super) fn filter(set: &Set, text: &str) -> Result<Condition, Fault> {
    let tokens = tokens(&composed(text)).map_err(|rest| unreadable(&rest))?;
    let mut parser = Parser { set, tokens: tokens.into_iter().peekable(), depth: 0 };
    let condition = parser.any()?;
    match parser.tokens.next() {
        None => Ok(condition),
        Some(Token::Word(word)) => Err(unsupported(&word)),
        Some(_) => Err(unreadable(text)),
    }
}

fn unreadable(rest: &str) -> Fault {
    Fault::Wrong(Problem::new("feed.filter").with("rest", rest))
}

/// Something of OData that this service does not do.
pub(super) fn unsupported(what: &str) -> Fault {
    Fault::Unsupported(Problem::new("feed.unsupported").with("what", what))
}

impl Parser<'_> {
    fn word(&mut self, word: &str) -> bool {
        self.tokens.next_if(|token| matches!(token, Token::Word(said) if said == word)).is_some()
    }

    fn sign(&mut self, sign: Token) -> Result<(), Fault> {
        let found = self.tokens.next_if_eq(&sign);
        found.map(|_| ()).ok_or_else(|| unreadable(&self.rest()))
    }

    /// What comes next, as a refusal quotes it.
    fn rest(&mut self) -> String {
        match self.tokens.peek() {
            Some(Token::Word(word)) => word.clone(),
            Some(Token::Open) => "(".to_owned(),
            Some(Token::Close) => ")".to_owned(),
            Some(Token::Comma) => ",".to_owned(),
            Some(Token::Said(Cell::Text(said))) => format!("'{said}'"),
            Some(Token::Said(Cell::Number(number))) => number.to_string(),
            _ => String::new(),
        }
    }

    fn any(&mut self) -> Result<Condition, Fault> {
        let first = self.any_part()?;
        self.condition(first)
    }

    fn any_part(&mut self) -> Result<Part, Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::Wrong(Problem::new("feed.deep").with("most", DEEPEST)));
        }
        let mut first = self.all_part()?;
        if matches!(self.tokens.peek(), Some(Token::Word(word)) if word == "or") {
            let mut several = vec![self.condition(first)?];
            while self.word("or") {
                let next = self.all_part()?;
                several.push(self.condition(next)?);
            }
            first = Part::Condition(Condition::Any(several));
        }
        self.depth -= 1;
        Ok(first)
    }

    fn all_part(&mut self) -> Result<Part, Fault> {
        let first = self.compared()?;
        if !matches!(self.tokens.peek(), Some(Token::Word(word)) if word == "and") {
            return Ok(first);
        }
        let mut several = vec![self.condition(first)?];
        while self.word("and") {
            let next = self.compared()?;
            several.push(self.condition(next)?);
        }
        Ok(Part::Condition(Condition::All(several)))
    }

    fn condition(&mut self, part: Part) -> Result<Condition, Fault> {
        match part {
            Part::Condition(condition) => Ok(condition),
            Part::Operand(_) => Err(unreadable(&self.rest())),
        }
    }

    /// What is equal or not: read after what is more or less, from the left.
    fn compared(&mut self) -> Result<Part, Fault> {
        let mut left = self.measured()?;
        while let Some(Token::Word(word)) = self.tokens.peek() {
            let how = match &**word {
                "eq" => Compare::Equal,
                "ne" => Compare::Other,
                "and" | "or" => break,
                other => return Err(unsupported(other)),
            };
            self.tokens.next();
            let right = self.measured()?;
            left = Part::Condition(self.pair(how, left, right)?);
        }
        Ok(left)
    }

    fn measured(&mut self) -> Result<Part, Fault> {
        let mut left = self.one()?;
        while let Some(Token::Word(word)) = self.tokens.peek() {
            let how = match &**word {
                "gt" => Compare::More,
                "ge" => Compare::NotLess,
                "lt" => Compare::Less,
                "le" => Compare::NotMore,
                _ => break,
            };
            self.tokens.next();
            let right = self.one()?;
            left = Part::Condition(self.pair(how, left, right)?);
        }
        Ok(left)
    }

    fn pair(&self, how: Compare, left: Part, right: Part) -> Result<Condition, Fault> {
        match (left, right) {
            (Part::Operand(left), Part::Operand(right)) => {
                self.alike(&left, &right)?;
                Ok(Condition::Compare(how, left, right))
            }
            (Part::Condition(left), Part::Condition(right))
                if [Compare::Equal, Compare::Other].contains(&how) =>
            {
                Ok(Condition::Same(how == Compare::Equal, Box::new([left, right])))
            }
            _ => Err(Fault::Wrong(Problem::new("feed.types"))),
        }
    }

    /// Whether two operands can be compared: a text is no number.
    fn alike(&self, left: &Operand, right: &Operand) -> Result<(), Fault> {
        let kind = |operand: &Operand| match operand {
            Operand::Property(place) => match self.set.properties[*place].holds {
                Holds::Text => 1,
                Holds::Whole | Holds::Decimal => 2,
                Holds::Day => 3,
                Holds::Moment => 4,
            },
            Operand::Said(Cell::Missing) => 0,
            Operand::Said(Cell::Text(_)) => 1,
            Operand::Said(Cell::Number(_)) => 2,
            Operand::Said(Cell::Day(_)) => 3,
            Operand::Said(Cell::Moment(_)) => 4,
        };
        match (kind(left), kind(right)) {
            (left, right) if left == right || left == 0 || right == 0 => Ok(()),
            _ => Err(Fault::Wrong(Problem::new("feed.types"))),
        }
    }

    fn one(&mut self) -> Result<Part, Fault> {
        match self.tokens.next() {
            Some(Token::Open) => {
                let inner = self.any_part()?;
                self.sign(Token::Close)?;
                Ok(inner)
            }
            Some(Token::Said(cell)) => Ok(Part::Operand(Operand::Said(cell))),
            Some(Token::Word(word)) => self.named(&word),
            _ => Err(unreadable(&self.rest())),
        }
    }

    fn named(&mut self, word: &str) -> Result<Part, Fault> {
        let has = match word {
            "true" | "false" => return Ok(Part::Condition(Condition::Always(word == "true"))),
            "not" => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(Fault::Wrong(Problem::new("feed.deep").with("most", DEEPEST)));
                }
                let inner = self.one()?;
                self.depth -= 1;
                return Ok(Part::Condition(Condition::Not(Box::new(self.condition(inner)?))));
            }
            "contains" => Has::Anywhere,
            "startswith" => Has::Before,
            "endswith" => Has::Behind,
            _ if self.tokens.peek() == Some(&Token::Open) => return Err(unsupported(&format!("{word}()"))),
            _ => return self.set.place(word).map(|place| Part::Operand(Operand::Property(place))),
        };
        self.sign(Token::Open)?;
        let text = self.text()?;
        self.sign(Token::Comma)?;
        let part = self.text()?;
        self.sign(Token::Close)?;
        Ok(Part::Condition(Condition::Has(has, text, part)))
    }

    /// An operand that is a text.
    fn text(&mut self) -> Result<Operand, Fault> {
        let Part::Operand(operand) = self.one()? else { return Err(unreadable(&self.rest())) };
        self.alike(&operand, &Operand::Said(Cell::Text("".into())))?;
        Ok(operand)
    }
}

impl Set {
    /// The place of a property.
    pub(super) fn place(&self, name: &str) -> Result<usize, Fault> {
        let composed = composed(name);
        let found = self.properties.iter().position(|property| property.name == composed);
        let unknown = || match name.contains('/') || name.contains('$') {
            true => unsupported(name),
            false => Fault::Wrong(Problem::new("feed.property").with("name", name).with("set", &self.name)),
        };
        found.ok_or_else(unknown)
    }
}
