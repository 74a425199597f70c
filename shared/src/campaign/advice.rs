//! What an instruction says, as HTML: headings, lists and words that weigh, as in Markdown; all else is somebody's words, as they stand.

/// A text as HTML, each line what it begins as.
pub fn html(text: &str) -> String {
    let (mut html, mut open, mut next) = (String::new(), "", 1);
    for line in text.lines().map(str::trim) {
        let (block, item, words) = read(line);
        if block != open {
            next = 1;
            close(&mut html, open);
            if !block.is_empty() {
                html.extend(["<", block, ">"]);
            }
            open = block;
        } else if block == "p" {
            html.push_str("<br>");
        }
        match item {
            // People refer to it by its number, also where a line between ended the list.
            Some(Item::Number(number)) if number != next => {
                html.push_str(&format!("<li value=\"{number}\">"))
            }
            Some(_) => html.push_str("<li>"),
            None => {}
        }
        if let Some(Item::Number(number)) = item {
            next = number.saturating_add(1);
        }
        weigh(&mut html, words);
        if item.is_some() {
            html.push_str("</li>");
        }
        // Two headings are not one.
        if block.starts_with('h') {
            close(&mut html, block);
            open = "";
        }
    }
    close(&mut html, open);
    html
}

fn close(html: &mut String, block: &str) {
    if !block.is_empty() {
        html.extend(["</", block, ">"]);
    }
}

/// An item of a list.
#[derive(Clone, Copy)]
enum Item {
    Bullet,
    Number(u32),
}

/// The element that a line belongs to, which item of a list it is, and what it says.
fn read(line: &str) -> (&'static str, Option<Item>, &str) {
    let marked = |marks: &[char]| {
        let rest = line.trim_start_matches(marks);
        (rest.len() < line.len()).then(|| rest.strip_prefix(' ')).flatten()
    };
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = line[..line.len() - digits.len()].parse().ok();
    let numbered = number.zip(digits.strip_prefix(". ").or_else(|| digits.strip_prefix(") ")));
    if line.is_empty() {
        ("", None, line)
    } else if let Some(words) = marked(&['#']) {
        ("h3", None, words)
    } else if let Some(words) = ["- ", "* ", "• "].iter().find_map(|mark| line.strip_prefix(mark)) {
        ("ul", Some(Item::Bullet), words)
    } else if let Some((number, words)) = numbered {
        ("ol", Some(Item::Number(number)), words)
    } else {
        ("p", None, line)
    }
}

/// Words, and between two pairs of stars those that weigh more.
fn weigh(html: &mut String, words: &str) {
    let mut rest = words;
    while let Some((before, weighty, after)) = rest
        .split_once("**")
        .and_then(|(before, rest)| rest.split_once("**").map(|(weighty, after)| (before, weighty, after)))
    {
        plain(html, before);
        html.push_str("<b>");
        plain(html, weighty);
        html.push_str("</b>");
        rest = after;
    }
    plain(html, rest);
}

fn plain(html: &mut String, words: &str) {
    for letter in words.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            letter => html.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn headings_and_lists_are_read_as_in_markdown() {
        for (text, shown) in [
            ("Hỏi.", "<p>Hỏi.</p>"),
            ("Hỏi.\nĐợi.\n\nGhi.", "<p>Hỏi.<br>Đợi.</p><p>Ghi.</p>"),
            ("# Đầu\n## Giữa\n- a\n- b\nc", "<h3>Đầu</h3><h3>Giữa</h3><ul><li>a</li><li>b</li></ul><p>c</p>"),
            ("1. a\n2) b\n* c", "<ol><li>a</li><li>b</li></ol><ul><li>c</li></ul>"),
            (
                "1. a\n\nb\n2. c\n3. d\n5. e",
                "<ol><li>a</li></ol><p>b</p><ol><li value=\"2\">c</li><li>d</li><li value=\"5\">e</li></ol>",
            ),
            ("Chọn **Không biết** rồi **ghi**.", "<p>Chọn <b>Không biết</b> rồi <b>ghi</b>.</p>"),
            ("\r\n", ""),
        ] {
            assert_eq!(html(text), shown, "{text}");
        }
    }

    #[test]
    fn what_means_nothing_stays_as_it_stands() {
        for (text, shown) in [
            ("2026 năm", "2026 năm"),
            ("#1", "#1"),
            ("-5 độ", "-5 độ"),
            ("a ** b", "a ** b"),
            (". a", ". a"),
            ("<b onclick=x> & </p>", "&lt;b onclick=x&gt; &amp; &lt;/p&gt;"),
        ] {
            assert_eq!(html(text), format!("<p>{shown}</p>"), "{text}");
        }
        assert_eq!(html("**<i>**"), "<p><b>&lt;i&gt;</b></p>");
    }
}
