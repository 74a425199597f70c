//! The functions of OpenRosa and of XPath 1.0: their names, how many arguments they take, and what they give.

/// What a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Returns {
    Number,
    Text,
    Boolean,
    Nodes,
    /// What one of its arguments gives.
    Either,
}

/// First the functions that definitions speak too, then the others.
macro_rules! functions {
    ({$($spoken:ident $spoken_name:literal $spoken_fewest:literal..$spoken_most:expr, $spoken_returns:ident;)*}
     {$($other:ident $other_name:literal $other_fewest:literal..$other_most:expr, $other_returns:ident;)*}) => {
        /// A function, by the name that expressions call it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Function { $($spoken,)* $($other),* }

        impl Function {
            /// The function of this name, with its prefix if it has one.
            pub fn named(name: &str) -> Option<Self> {
                match name { $($other_name => Some(Self::$other),)* _ => Self::spoken(name) }
            }

            /// The function of this name, if definitions speak it.
            pub fn spoken(name: &str) -> Option<Self> {
                match name { $($spoken_name => Some(Self::$spoken),)* _ => None }
            }

            /// The fewest and the most arguments that it takes.
            pub fn arguments(self) -> (usize, usize) {
                match self {
                    $(Self::$spoken => ($spoken_fewest, $spoken_most),)*
                    $(Self::$other => ($other_fewest, $other_most)),*
                }
            }

            /// What it gives.
            pub fn returns(self) -> Returns {
                match self { $(Self::$spoken => Returns::$spoken_returns,)* $(Self::$other => Returns::$other_returns),* }
            }
        }
    };
}

/// As many as there are.
const ANY: usize = usize::MAX;

functions! {
    {
        Abs "abs" 1..1, Number;
        Boolean "boolean" 0..1, Boolean;
        BooleanFromString "boolean-from-string" 1..1, Boolean;
        Ceiling "ceiling" 1..1, Number;
        Coalesce "coalesce" 1..ANY, Either;
        Concat "concat" 0..ANY, Text;
        Contains "contains" 2..2, Boolean;
        Count "count" 1..1, Number;
        CountNonEmpty "count-non-empty" 1..1, Number;
        CountSelected "count-selected" 1..1, Number;
        EndsWith "ends-with" 2..2, Boolean;
        False "false" 0..0, Boolean;
        Floor "floor" 1..1, Number;
        If "if" 3..3, Either;
        Int "int" 1..1, Number;
        Join "join" 1..ANY, Text;
        Max "max" 1..ANY, Number;
        Min "min" 1..ANY, Number;
        NormalizeSpace "normalize-space" 0..1, Text;
        Not "not" 1..1, Boolean;
        Now "now" 0..0, Text;
        Number "number" 0..1, Number;
        Position "position" 0..1, Number;
        Pow "pow" 2..2, Number;
        Round "round" 1..2, Number;
        Selected "selected" 2..2, Boolean;
        SelectedAt "selected-at" 2..2, Text;
        StartsWith "starts-with" 2..2, Boolean;
        StringOf "string" 0..1, Text;
        StringLength "string-length" 0..1, Number;
        Substr "substr" 2..3, Text;
        Substring "substring" 2..3, Text;
        SubstringAfter "substring-after" 2..2, Text;
        SubstringBefore "substring-before" 2..2, Text;
        Sum "sum" 1..1, Number;
        Today "today" 0..0, Text;
        Translate "translate" 3..3, Text;
        True "true" 0..0, Boolean;
    }
    {
        Acos "acos" 1..1, Number;
        Area "area" 1..1, Number;
        Asin "asin" 1..1, Number;
        Atan "atan" 1..1, Number;
        Atan2 "atan2" 2..2, Number;
        Base64Decode "base64-decode" 1..1, Text;
        Checklist "checklist" 2..ANY, Boolean;
        ChoiceName "jr:choice-name" 2..2, Text;
        Cos "cos" 1..1, Number;
        Current "current" 0..0, Nodes;
        Date "date" 1..1, Text;
        DateTime "date-time" 1..1, Text;
        DecimalDateTime "decimal-date-time" 1..1, Number;
        DecimalTime "decimal-time" 1..1, Number;
        Digest "digest" 2..3, Text;
        Distance "distance" 1..ANY, Number;
        Exp "exp" 1..1, Number;
        Exp10 "exp10" 1..1, Number;
        FormatDate "format-date" 2..2, Text;
        FormatDateTime "format-date-time" 2..2, Text;
        Geofence "geofence" 2..2, Boolean;
        Id "id" 1..1, Nodes;
        IndexedRepeat "indexed-repeat" 3..7, Nodes;
        Instance "instance" 1..1, Nodes;
        Itext "jr:itext" 1..1, Text;
        Lang "lang" 1..1, Boolean;
        Last "last" 0..0, Number;
        LocalName "local-name" 0..1, Text;
        Log "log" 1..1, Number;
        Log10 "log10" 1..1, Number;
        Name "name" 0..1, Text;
        NamespaceUri "namespace-uri" 0..1, Text;
        Once "once" 1..1, Either;
        Pi "pi" 0..0, Number;
        Pulldata "pulldata" 4..4, Text;
        Random "random" 0..0, Number;
        Randomize "randomize" 1..2, Nodes;
        Regex "regex" 2..2, Boolean;
        Sin "sin" 1..1, Number;
        Sqrt "sqrt" 1..1, Number;
        Tan "tan" 1..1, Number;
        Uuid "uuid" 0..1, Text;
        WeightedChecklist "weighted-checklist" 2..ANY, Boolean;
    }
}

impl Function {
    /// Whether it asks the clock or chance.
    pub fn is_volatile(self) -> bool {
        matches!(self, Self::Today | Self::Now | Self::Random | Self::Uuid) || matches!(self, Self::Randomize)
    }

    /// Whether without an argument it takes what stands at the node itself.
    pub fn reads_itself(self) -> bool {
        matches!(
            self,
            Self::StringOf | Self::StringLength | Self::NormalizeSpace | Self::Number | Self::Position
        )
    }

    /// Whether it takes what its arguments say, and not only whether they are there, how many or where.
    pub fn reads_text(self) -> bool {
        let place = matches!(self, Self::Position | Self::Name | Self::LocalName | Self::NamespaceUri);
        !place && !matches!(self, Self::Count | Self::Boolean | Self::Not | Self::IndexedRepeat)
    }

    /// Which of its arguments must be nodes: the first, the first `n`.
    pub(super) fn takes_nodes(self) -> usize {
        match self {
            Self::Count
            | Self::CountNonEmpty
            | Self::Sum
            | Self::Randomize
            | Self::Position
            | Self::Name
            | Self::LocalName
            | Self::NamespaceUri => 1,
            Self::IndexedRepeat => 2,
            _ => 0,
        }
    }
}
