//! Enumerations that the book keeps by a code and paper shows by a word.

/// An enumeration with `ALL`, the `code` the book keeps (never changed once released), the `label` on paper and screen,
/// and the ways back.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$line:meta])* $variant:ident, $code:literal, $label:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$line])* $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: [Self; [$(Self::$variant,)*].len()] = [$(Self::$variant,)*];

            /// The code stored in the book; never changes.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The word on paper.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }

            /// Back from the code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|r| r.code() == code)
            }

            /// From the code or from the word on paper.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|r| r.code() == text.trim() || r.label() == text.trim())
            }
        }
    };
}

pub(crate) use coded;
