//! What of a script need not travel.

/// Leaves out comments that have a line of their own, indentation and empty lines; nothing where a text goes over a line's end.
pub fn slim(script: &str) -> String {
    if script.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return script.to_owned();
    }
    let lines = script.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//")).fold(String::new(), |mut all, line| {
        all.push_str(line);
        all.push('\n');
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_do_not_travel() {
        assert_eq!(slim("// a\nlet b = `c // d`;\n\n  e(); // f\n"), "let b = `c // d`;\ne(); // f\n");
    }

    #[test]
    fn a_text_of_many_lines_stays() {
        let script = "let a = `\n  // b\n`;\n";
        assert_eq!(slim(script), script);
    }
}
