//! Photos and scans that prove something: made smaller and stripped of everything but the picture before they are kept.
//! The SHA-256 of the file as it was picked is kept beside, so that the original on the phone can be shown to be the one.

use crate::refusal::ContactRefusal;
use crate::{Office, Refusal, Result};
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;
pub use zhangfang_store::attachment::NewAttachment;
use zhangfang_store::attachment::sha256;

/// The longer side of what is kept of a picture, in pixels: a door number and a signature can be read.
const LONGEST: u32 = 1_600;
/// Quality of the JPEG that is kept.
const QUALITY: u8 = 82;
/// No side of a picture is longer than this when it is opened.
const MOST_PIXELS: u32 = 16_000;
/// No more memory than this to open a picture.
const MOST_MEMORY: u64 = 512 << 20;
/// The most bytes of a picture that is picked.
pub const MOST_PICTURE: usize = 30 << 20;
/// The most bytes of a PDF that is picked.
pub const MOST_PDF: usize = 5 << 20;

const JPEG: &str = "image/jpeg";
const PDF: &str = "application/pdf";

/// Makes a picked file ready to be kept: a picture smaller and without metadata, a PDF as it is.
///
/// # Errors
/// [`ContactRefusal::NotAPicture`], [`ContactRefusal::FileTooLarge`].
pub fn attachment(name: &str, bytes: &[u8]) -> Result<NewAttachment> {
    let original = sha256(bytes);
    let (name, media, bytes) = if bytes.starts_with(b"%PDF-") {
        require_size(name, bytes, MOST_PDF)?;
        (name.to_owned(), PDF, bytes.to_vec())
    } else {
        require_size(name, bytes, MOST_PICTURE)?;
        let refused = |_| ContactRefusal::NotAPicture { name: name.to_owned() };
        let jpeg = reduced(bytes).map_err(refused)?;
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        (format!("{stem}.jpg"), JPEG, jpeg)
    };
    Ok(NewAttachment { original, name, media, bytes })
}

fn require_size(name: &str, bytes: &[u8], most: usize) -> Result<()> {
    if bytes.len() > most {
        return Err(ContactRefusal::FileTooLarge { name: name.to_owned(), megabytes: most >> 20 }.into());
    }
    Ok(())
}

fn reduced(bytes: &[u8]) -> image::ImageResult<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png)) {
        return Err(image::ImageError::Unsupported(image::error::ImageFormatHint::Unknown.into()));
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    if picture.width().max(picture.height()) > LONGEST {
        picture = picture.thumbnail(LONGEST, LONGEST);
    }
    let mut jpeg = Vec::new();
    // JPEG has no transparency; what shines through a screenshot is white paper.
    on_white(&picture).write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY))?;
    Ok(jpeg)
}

fn on_white(picture: &DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return DynamicImage::ImageRgb8(picture.to_rgb8());
    }
    let mut page = image::RgbaImage::from_pixel(picture.width(), picture.height(), image::Rgba([255; 4]));
    image::imageops::overlay(&mut page, picture, 0, 0);
    DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(page).to_rgb8())
}

impl Office {
    /// An attachment: its name, its media type and what is kept.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn attachment(&self, id: i64) -> Result<(String, String, Vec<u8>)> {
        let unknown = || Refusal::Unknown { kind: "附件", name: id.to_string() };
        Ok(self.book.reading().attachment(id)?.ok_or_else(unknown)?)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

    use super::*;
    use crate::OfficeError;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let picture = image::RgbaImage::from_fn(width, height, |x, _| {
            if x < width / 2 { image::Rgba([200, 0, 0, 255]) } else { image::Rgba([0, 0, 0, 0]) }
        });
        let mut bytes = Vec::new();
        DynamicImage::ImageRgba8(picture).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes
    }

    /// A JPEG that lies on its side and says so, with the place it was taken in its metadata.
    fn photo() -> Vec<u8> {
        let mut jpeg = Vec::new();
        let picture = DynamicImage::ImageRgb8(image::RgbImage::from_pixel(40, 20, image::Rgb([9, 90, 9])));
        picture.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, 90)).unwrap();
        // One entry: orientation (0x0112), short, 6 = turned by a quarter.
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend_from_slice(b"GPS 30.2741N 120.1551E");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let mut whole = jpeg[..2].to_vec();
        whole.extend_from_slice(&[0xff, 0xe1, length[0], length[1]]);
        whole.extend_from_slice(&exif);
        whole.extend_from_slice(&jpeg[2..]);
        whole
    }

    fn refusal(result: Result<NewAttachment>) -> &'static str {
        match result.unwrap_err() {
            OfficeError::Refused(refusal) => refusal.code(),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn a_picture_is_kept_small_upright_and_without_the_place_it_was_taken() {
        let photo = photo();
        let kept = attachment("IMG_0001.JPEG", &photo).unwrap();
        assert_eq!((kept.media, kept.name.as_str()), (JPEG, "IMG_0001.jpg"));
        assert_eq!(kept.original, sha256(&photo));
        assert!(!kept.bytes.windows(3).any(|w| w == b"GPS") && !kept.bytes.windows(4).any(|w| w == b"Exif"));
        let seen = image::load_from_memory(&kept.bytes).unwrap();
        assert_eq!((seen.width(), seen.height()), (20, 40));
    }

    #[test]
    fn a_screenshot_is_kept_readable_on_white() {
        let kept = attachment("已读.png", &png(3_200, 1_000)).unwrap();
        let seen = image::load_from_memory(&kept.bytes).unwrap().to_rgb8();
        assert_eq!((seen.width(), seen.height()), (LONGEST, 500));
        assert!(seen.get_pixel(1_500, 250).0.iter().all(|c| *c > 240));
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_refused() {
        for (name, bytes) in
            [("a.jpg", &b"GIF89a"[..]), ("b.jpg", b""), ("c.exe", b"MZ\0\0"), ("d.jpg", &photo()[..60])]
        {
            assert_eq!(refusal(attachment(name, bytes)), "not-a-picture", "{name}");
        }
        let mut pdf = b"%PDF-1.7\n".to_vec();
        assert_eq!(attachment("函.pdf", &pdf).unwrap().bytes, pdf);
        pdf.resize(MOST_PDF + 1, b' ');
        assert_eq!(refusal(attachment("函.pdf", &pdf)), "file-too-large");
        assert_eq!(refusal(attachment("宽.png", &png(MOST_PIXELS + 1, 1))), "not-a-picture");
    }
}
