//! A list of accounts as a CSV file: the office's page and the command line read the same, and print the same.

use crate::problem::Problem;
use crate::sheet::csv;
use crate::wire::{NewAccount, RosterRow};

/// The columns, in the order in which they are written.
pub const COLUMNS: [&str; 6] = ["username", "name", "email", "role", "password", "places"];
/// Those that a list must have.
const REQUIRED: [&str; 2] = ["username", "role"];

/// Reads the list. What stands in the rows is checked where the accounts are made; here only that nothing is left over.
pub fn read(file: &[u8]) -> Result<Vec<RosterRow>, Problem> {
    let mut rows = csv::rows(&csv::decoded(file)?)?.into_iter();
    let heads = rows.next().map(|(_, cells)| columns(&cells)).transpose()?.unwrap_or_default();
    if let Some(missing) = REQUIRED.iter().find(|name| !heads.contains(&Some(name))) {
        return Err(Problem::new("csv.column_missing").with("column", missing));
    }
    rows.map(|(line, cells)| row(line, &heads, cells)).collect()
}

/// The list of accounts just made, with their passwords.
pub fn write(accounts: &[NewAccount]) -> String {
    let line = |account: &NewAccount| {
        let places = account.places.join(" ");
        csv::line([
            &*account.username,
            &account.name,
            &account.email,
            account.role.code(),
            &account.password,
            &places,
        ])
    };
    // A spreadsheet takes the file for UTF-8 only if it says so.
    "\u{feff}".to_owned() + &csv::line(COLUMNS) + &accounts.iter().map(line).collect::<String>()
}

fn columns(heads: &[String]) -> Result<Vec<Option<&'static str>>, Problem> {
    let mut columns = Vec::new();
    for head in heads {
        let known = COLUMNS.into_iter().find(|name| name.eq_ignore_ascii_case(head));
        if known.is_none() && !head.is_empty() {
            let problem = Problem::new("csv.column_unknown").with("column", head);
            return Err(problem.with("allowed", COLUMNS.join(", ")));
        }
        if known.is_some() && columns.contains(&known) {
            return Err(Problem::new("csv.column_twice").with("column", head));
        }
        columns.push(known);
    }
    Ok(columns)
}

fn row(line: u32, heads: &[Option<&str>], cells: Vec<String>) -> Result<RosterRow, Problem> {
    let mut row = RosterRow { line, ..RosterRow::default() };
    for (i, cell) in cells.into_iter().enumerate() {
        match heads.get(i).copied().flatten() {
            Some("username") => row.username = cell,
            Some("name") => row.name = cell,
            Some("email") => row.email = cell,
            Some("role") => row.role = cell,
            Some("password") => row.password = cell,
            Some(_) => {
                row.places =
                    cell.split([' ', ',', ';', '\n']).filter(|c| !c.is_empty()).map(str::to_owned).collect()
            }
            None if cell.is_empty() => {}
            None => return Err(Problem::new("csv.cell_left_over").with("line", line).with("value", cell)),
        }
    }
    Ok(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Role;

    #[test]
    fn a_list_is_read_with_its_columns_in_any_order() {
        let file = "\u{feff}Role;username;Places;name\r\ninterviewer;dtv05;01837 01840;Đặng Thị Ánh\r\nviewer;xem2;;\r\n";
        let rows = read(file.as_bytes()).unwrap();
        let places = vec!["01837".to_owned(), "01840".to_owned()];
        let [first, second] = &rows[..] else { panic!("{rows:?}") };
        assert_eq!((first.line, &*first.username, &*first.name), (2, "dtv05", "Đặng Thị Ánh"));
        assert_eq!((&first.places, &*first.role, &*first.password), (&places, "interviewer", ""));
        assert_eq!((second.line, &*second.username, second.places.len()), (3, "xem2", 0));
    }

    #[test]
    fn nothing_in_the_file_is_left_aside() {
        for (file, code) in [
            ("", "csv.column_missing"),
            ("username,name\na,b\n", "csv.column_missing"),
            ("username,role,phone\na,viewer,1\n", "csv.column_unknown"),
            ("username,role,ROLE\na,viewer,admin\n", "csv.column_twice"),
            ("username,role,name\na,viewer,Nguyễn, Văn\n", "csv.cell_left_over"),
            ("username,role,,\na,viewer,,x\n", "csv.cell_left_over"),
            ("username,role\n\"a,viewer\n", "csv.quotes"),
        ] {
            assert_eq!(read(file.as_bytes()).unwrap_err().code, code, "{file}");
        }
        assert_eq!(read(b"username,role,,\na,viewer,,\n").unwrap().len(), 1, "empty columns hold nothing");
    }

    #[test]
    fn what_is_printed_is_a_list_again() {
        let made = NewAccount {
            username: "dtv05".into(),
            name: "Đặng, \"Ánh\"".into(),
            email: "anh@bk.gov.vn".into(),
            role: Role::Interviewer,
            password: "k7mq2".into(),
            places: vec!["1".into(), "2".into()],
        };
        let rows = read(write(std::slice::from_ref(&made)).as_bytes()).unwrap();
        let [row] = &rows[..] else { panic!("{rows:?}") };
        assert_eq!((&row.name, &row.password, &row.places), (&made.name, &made.password, &made.places));
        assert_eq!(row.email, made.email);
    }
}
