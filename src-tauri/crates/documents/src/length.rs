//! Lengths on paper: whole hundredths of a point, so that layout is exact and the same everywhere.

/// A length or a coordinate in hundredths of a point (1/7200 inch). `y` grows downwards from the top edge.
pub type Len = i32;

/// Whole millimetres.
#[must_use]
pub const fn mm(n: i32) -> Len {
    mm10(n * 10)
}

/// Tenths of a millimetre.
#[must_use]
pub const fn mm10(tenths: i32) -> Len {
    (tenths * 7_200 + 127) / 254
}

/// Whole points.
#[must_use]
pub const fn pt(n: i32) -> Len {
    n * 100
}

/// Tenths of a point.
#[must_use]
pub const fn pt10(tenths: i32) -> Len {
    tenths * 10
}

/// The size of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Across.
    pub width: Len,
    /// Down.
    pub height: Len,
}

impl Size {
    /// A4 upright, 210 × 297 mm.
    pub const A4: Self = Self { width: mm(210), height: mm(297) };
    /// A4 on its side.
    pub const A4_LANDSCAPE: Self = Self { width: mm(297), height: mm(210) };
    /// A5 upright, 148.5 × 210 mm.
    pub const A5: Self = Self { width: mm10(1485), height: mm(210) };
    /// A5 on its side, 210 × 148.5 mm: half of an A4.
    pub const A5_LANDSCAPE: Self = Self { width: mm(210), height: mm10(1485) };
    /// Half of a 241 mm continuous form, 241 × 139.7 mm.
    pub const CONTINUOUS_HALF: Self = Self { width: mm(241), height: mm10(1397) };
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// Left edge.
    pub x: Len,
    /// Top edge.
    pub y: Len,
    /// Across.
    pub width: Len,
    /// Down.
    pub height: Len,
}

impl Rect {
    /// The right edge.
    #[must_use]
    pub const fn right(self) -> Len {
        self.x + self.width
    }

    /// The bottom edge.
    #[must_use]
    pub const fn bottom(self) -> Len {
        self.y + self.height
    }
}
