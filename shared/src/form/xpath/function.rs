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

macro_rules! functions {
    ($($function:ident $name:literal $fewest:literal..$most:expr, $returns:ident;)*) => {
        /// A function, by the name that expressions call it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Function { $($function),* }

        impl Function {
            /// The function of this name, with its prefix if it has one.
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$function),)* _ => None }
            }

            /// Its name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$function => $name),* }
            }

            /// The fewest and the most arguments that it takes.
            pub fn arguments(self) -> (usize, usize) {
                match self { $(Self::$function => ($fewest, $most)),* }
            }

            /// What it gives.
            pub fn returns(self) -> Returns {
                match self { $(Self::$function => Returns::$returns),* }
            }
        }
    };
}

/// As many as there are.
const ANY: usize = usize::MAX;

functions! {
    Abs "abs" 1..1, Number;
    Acos "acos" 1..1, Number;
    Area "area" 1..1, Number;
    Asin "asin" 1..1, Number;
    Atan "atan" 1..1, Number;
    Atan2 "atan2" 2..2, Number;
    Base64Decode "base64-decode" 1..1, Text;
    Boolean "boolean" 0..1, Boolean;
    BooleanFromString "boolean-from-string" 1..1, Boolean;
    Ceiling "ceiling" 1..1, Number;
    Checklist "checklist" 2..ANY, Boolean;
    ChoiceName "jr:choice-name" 2..2, Text;
    Coalesce "coalesce" 1..ANY, Either;
    Concat "concat" 0..ANY, Text;
    Contains "contains" 2..2, Boolean;
    Cos "cos" 1..1, Number;
    Count "count" 1..1, Number;
    CountNonEmpty "count-non-empty" 1..1, Number;
    CountSelected "count-selected" 1..1, Number;
    Current "current" 0..0, Nodes;
    Date "date" 1..1, Text;
    DateTime "date-time" 1..1, Text;
    DecimalDateTime "decimal-date-time" 1..1, Number;
    DecimalTime "decimal-time" 1..1, Number;
    Digest "digest" 2..3, Text;
    Distance "distance" 1..ANY, Number;
    EndsWith "ends-with" 2..2, Boolean;
    Exp "exp" 1..1, Number;
    Exp10 "exp10" 1..1, Number;
    False "false" 0..0, Boolean;
    Floor "floor" 1..1, Number;
    FormatDate "format-date" 2..2, Text;
    FormatDateTime "format-date-time" 2..2, Text;
    Geofence "geofence" 2..2, Boolean;
    Id "id" 1..1, Nodes;
    If "if" 3..3, Either;
    IndexedRepeat "indexed-repeat" 3..7, Nodes;
    Instance "instance" 1..1, Nodes;
    Int "int" 1..1, Number;
    Itext "jr:itext" 1..1, Text;
    Join "join" 1..ANY, Text;
    Lang "lang" 1..1, Boolean;
    Last "last" 0..0, Number;
    LocalName "local-name" 0..1, Text;
    Log "log" 1..1, Number;
    Log10 "log10" 1..1, Number;
    Max "max" 1..ANY, Number;
    Min "min" 1..ANY, Number;
    Name "name" 0..1, Text;
    NamespaceUri "namespace-uri" 0..1, Text;
    NormalizeSpace "normalize-space" 0..1, Text;
    Not "not" 1..1, Boolean;
    Now "now" 0..0, Text;
    Number "number" 0..1, Number;
    Once "once" 1..1, Either;
    Pi "pi" 0..0, Number;
    Position "position" 0..1, Number;
    Pow "pow" 2..2, Number;
    Pulldata "pulldata" 4..4, Text;
    Random "random" 0..0, Number;
    Randomize "randomize" 1..2, Nodes;
    Regex "regex" 2..2, Boolean;
    Round "round" 1..2, Number;
    Selected "selected" 2..2, Boolean;
    SelectedAt "selected-at" 2..2, Text;
    Sin "sin" 1..1, Number;
    Sqrt "sqrt" 1..1, Number;
    StartsWith "starts-with" 2..2, Boolean;
    StringOf "string" 0..1, Text;
    StringLength "string-length" 0..1, Number;
    Substr "substr" 2..3, Text;
    Substring "substring" 2..3, Text;
    SubstringAfter "substring-after" 2..2, Text;
    SubstringBefore "substring-before" 2..2, Text;
    Sum "sum" 1..1, Number;
    Tan "tan" 1..1, Number;
    Today "today" 0..0, Text;
    Translate "translate" 3..3, Text;
    True "true" 0..0, Boolean;
    Uuid "uuid" 0..1, Text;
    WeightedChecklist "weighted-checklist" 2..ANY, Boolean;
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
