//! A guide as it is written: a title, for whom it is, its three first steps, and sections. `[[key]]` and `[[key|n=5]]` stand for a
//! text of the app, so that a guide names what is on the screen.

use anyhow::{Context, Result, ensure};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};
use shared::message::{Language, keys, text};

/// A guide, as HTML.
#[derive(Debug)]
pub struct Guide {
    /// Its title, plain.
    pub title: String,
    /// The list of its first steps.
    pub steps: String,
    /// All of it.
    pub body: String,
}

/// A picture in a page: its address, and how large it is.
pub struct Picture {
    /// Its address.
    pub path: String,
    /// Its width and height in pixels.
    pub size: (u32, u32),
}

impl Guide {
    /// Reads a guide; `picture` gives the picture of a name, or none where it is to be left out.
    ///
    /// # Errors
    ///
    /// A key that no text has, a picture that is not there, no title or no steps.
    pub fn read(
        written: &str,
        language: Language,
        mut picture: impl FnMut(&str) -> Result<Option<Picture>>,
    ) -> Result<Self> {
        let told = tell(written, language)?;
        let (mut events, mut title, mut in_title, mut alt) = (Vec::new(), String::new(), false, None);
        for event in Parser::new_ext(&told, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Image { dest_url, .. }) => alt = Some((dest_url, String::new())),
                Event::End(TagEnd::Image) => {
                    let (name, alt) = alt.take().context("a picture that nothing began")?;
                    let shown = picture(&name)?.map(|picture| shown(&picture, &alt));
                    events.extend(shown.map(|shown| Event::InlineHtml(shown.into())));
                }
                Event::Text(said) if alt.is_some() => {
                    alt = alt.map(|(name, alt)| (name, alt + &said));
                }
                Event::Start(Tag::Heading { level: pulldown_cmark::HeadingLevel::H1, .. }) => {
                    in_title = true;
                    events.push(event);
                }
                Event::End(TagEnd::Heading(_)) => {
                    in_title = false;
                    events.push(event);
                }
                Event::Text(said) if in_title => {
                    title += &said;
                    events.push(Event::Text(said));
                }
                other => events.push(other),
            }
        }
        let from = events.iter().position(|event| matches!(event, Event::Start(Tag::List(Some(_)))));
        let to = events.iter().position(|event| matches!(event, Event::End(TagEnd::List(true))));
        let (from, to) = (from.context("no first steps")?, to.context("no first steps")?);
        ensure!(!title.is_empty(), "no title");
        let steps = written_out(events[from..=to].iter().cloned());
        events[from] = Event::Html(CowStr::from("<ol class=\"steps\">\n"));
        Ok(Self { title, steps, body: written_out(events.into_iter()) })
    }
}

fn written_out<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let mut page = String::new();
    html::push_html(&mut page, events);
    page
}

fn shown(picture: &Picture, alt: &str) -> String {
    let (Picture { path, size: (width, height) }, alt) = (picture, escaped(alt));
    format!("<img src=\"{path}\" alt=\"{alt}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\">")
}

/// Puts in the texts of the app that are named.
fn tell(written: &str, language: Language) -> Result<String> {
    let mut pieces = written.split("[[");
    let mut told = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (named, rest) = piece.split_once("]]").context("[[ without ]]")?;
        let mut parts = named.split('|');
        let key = parts.next().unwrap_or_default();
        ensure!(keys(language).any(|known| known == key), "no text has the key {key}");
        let values: Vec<_> = parts.filter_map(|part| part.split_once('=')).collect();
        told += &format!("<b>{}</b>{rest}", escaped(&text(language, key, &values)));
    }
    Ok(told)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> Result<Guide> {
        Guide::read(written, Language::En, |name| {
            ensure!(name == "board", "no picture {name}");
            Ok(Some(Picture { path: "/assets/board.png".into(), size: (390, 844) }))
        })
    }

    #[test]
    fn texts_of_the_app_and_pictures_are_put_in_and_the_steps_stand_alone_too() {
        let guide =
            read("# For all\n\n1. Go to [[common.home]].\n2. b\n3. c\n\n![A \"list\"](board)\n").unwrap();
        assert_eq!(guide.title, "For all");
        assert!(guide.steps.starts_with("<ol>\n<li>Go to <b>Home</b>.</li>"), "{}", guide.steps);
        let picture =
            "<img src=\"/assets/board.png\" alt=\"A &quot;list&quot;\" width=\"390\" height=\"844\"";
        assert!(guide.body.contains(picture), "{}", guide.body);
        assert!(guide.body.contains("<ol class=\"steps\">"), "{}", guide.body);
    }

    #[test]
    fn what_is_not_there_is_named() {
        let said = |written: &str| format!("{:#}", read(written).unwrap_err());
        assert!(said("# A\n\n1. [[common.nothing]]\n").contains("common.nothing"));
        assert!(said("# A\n\n1. a\n\n![x](gone)\n").contains("gone"));
        assert!(said("# A\n").contains("first steps"));
        assert!(said("1. a\n").contains("title"));
    }
}
