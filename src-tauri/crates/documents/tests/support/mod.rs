//! Invented papers and the typefaces, for tests, the gallery and the benchmark.
#![allow(dead_code, clippy::unwrap_used)]

pub mod papers;

use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use std::path::PathBuf;
use zhangfang_documents::receipt::{Cash, Receipt, ReceiptHome, ReceiptLine, Tender};
use zhangfang_documents::slip::{
    Addressee, ArrearsLine, BankAccount, LateCharge, PrepaidDraw, Slip, SlipBatch, SlipLine, SlipOffice,
};
use zhangfang_documents::{FontSet, Imprint};
use zhangfang_domain::Fen;
use zhangfang_domain::settlement::Order;

/// The folder named by `ZHANGFANG_FONTS`, else the one `cargo xtask setup` fills.
pub fn font_dir() -> PathBuf {
    std::env::var_os("ZHANGFANG_FONTS").map_or_else(
        || {
            PathBuf::from(env!("CARGO_MANIFEST_DIR"))
                .join("../../../assets/fonts/node_modules/@expo-google-fonts/noto-sans-sc")
        },
        PathBuf::from,
    )
}

/// The typefaces; without them no test of paper means anything.
pub fn fonts() -> FontSet {
    FontSet::load(&font_dir()).unwrap_or_else(|error| panic!("{error}"))
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn at(day: NaiveDate, hour: u32, minute: u32) -> NaiveDateTime {
    day.and_hms_opt(hour, minute, 0).unwrap()
}

pub fn office() -> SlipOffice {
    SlipOffice {
        company: "青禾物业服务有限公司".into(),
        centre: "青禾苑物业服务中心".into(),
        account: Some(BankAccount {
            holder: "青禾物业服务有限公司".into(),
            bank: "某某银行青禾支行".into(),
            number: "0000 0000 0000 0000 000".into(),
            remark_hint: "房号和姓名".into(),
        }),
        other_ways: vec!["服务中心柜台（现金、刷卡、扫码）".into(), "微信小程序“青禾苑服务”".into()],
        counter_hours: "每日 8:30—18:00".into(),
        enquiry_phone: "0000-0000000".into(),
        complaint_phone: "0000-0000001".into(),
        tariff_basis: "《青禾苑物业服务合同》第十二条；收费标准公示日期 2025年1月1日".into(),
        question_days: 15,
    }
}

const SURNAMES: [&str; 12] = [
    "王建国",
    "李秀兰",
    "张伟",
    "刘洋",
    "陈静",
    "欧阳明月",
    "赵磊",
    "黄丽",
    "周强",
    "吴敏",
    "徐杰",
    "青禾商贸有限责任公司",
];

/// Home `n` of an invented building: its room and the numbers on its slip depend on `n` only.
pub fn slip(n: usize) -> Slip {
    let (unit, floor, door) = (n / 40 % 4 + 1, n % 40 / 2 + 1, n % 2 + 1);
    let room = format!("3-{unit}-{floor}{door:02}");
    let area = Decimal::new(8_000 + i64::try_from(n * 37 % 6_000).unwrap(), 2);
    let monthly = Fen::round_half_up(area * Decimal::new(235, 2)).unwrap();
    let fee = Fen(monthly.0 * 3);
    let shared = Fen(700 + i64::try_from(n * 13 % 900).unwrap());
    let used = 12 + n % 20;
    let water = Fen(i64::try_from(used).unwrap() * 345);
    let read = 1_000 + n * 7 % 800;
    let mut slip = Slip {
        number: format!("TZ-202510-{:05}", n + 1),
        unit: format!("{unit}单元"),
        room,
        area: Some(area),
        addressee: Addressee::masked(
            SURNAMES[n % SURNAMES.len()],
            Some(&format!("1380000{:04}", n * 7 % 10_000)),
        ),
        period: (day(2025, 10, 1), day(2025, 12, 31)),
        lines: vec![
            SlipLine {
                item: "物业服务费".into(),
                basis: format!("{area} m² × 2.35 元/m²·月 × 3 月，按月取整"),
                amount: fee,
                discount: Fen::ZERO,
            },
            SlipLine {
                item: "公共水电分摊费".into(),
                basis: "2025年第三季度公共电费 1,286.37 元，按建筑面积分摊".into(),
                amount: shared,
                discount: Fen::ZERO,
            },
            SlipLine {
                item: "代收水费".into(),
                basis: format!("水表 W-{:04}：{read} → {}，用量 {used} m³ × 3.45 元/m³", n + 1, read + used),
                amount: water,
                discount: Fen::ZERO,
            },
        ],
        arrears: Vec::new(),
        late_charge: None,
        prepaid: None,
        total: Fen::ZERO,
        due: day(2025, 10, 31),
        payment_reference: format!("ZF-202510-{:05}", n + 1),
    };
    if n.is_multiple_of(5) {
        let period = (day(2025, 7, 1), day(2025, 9, 30));
        slip.arrears.push(ArrearsLine { item: "物业服务费".into(), period, amount: fee });
    }
    if n.is_multiple_of(7) {
        slip.prepaid = Some(PrepaidDraw { balance: Fen(20_000), drawn: Fen(5_000) });
    }
    slip.total = slip.summed();
    slip
}

/// A slip with everything a slip can have.
pub fn full_slip() -> Slip {
    let mut slip = slip(5);
    slip.lines[0].discount = Fen(13_333);
    slip.lines.push(SlipLine {
        item: "车位管理费".into(),
        basis: "B1-023 号车位，80.00 元/月 × 3 月".into(),
        amount: Fen(24_000),
        discount: Fen::ZERO,
    });
    slip.late_charge = Some(LateCharge {
        basis: "截至 2025年10月8日，日万分之五，合同第十五条".into(),
        amount: Fen(1_234),
    });
    slip.prepaid = Some(PrepaidDraw { balance: Fen(50_000), drawn: Fen(50_000) });
    slip.total = slip.summed();
    slip
}

/// A slip with more lines than a half-sheet holds.
pub fn long_slip(lines: usize) -> Slip {
    let mut slip = slip(3);
    slip.lines = (0..lines)
        .map(|n| SlipLine {
            item: format!("临时停放费{n:03}"),
            basis: format!("2025年10月{}日停放 3 小时 × 2.00 元/小时", n % 28 + 1),
            amount: Fen(600),
            discount: Fen::ZERO,
        })
        .collect();
    slip.total = slip.summed();
    slip
}

pub fn batch(slips: Vec<Slip>) -> SlipBatch {
    SlipBatch {
        imprint: Imprint {
            title: "3栋 2025年第四季度缴费通知单".into(),
            number: "TZ-202510".into(),
            printed: at(day(2025, 10, 8), 17, 45),
        },
        data_as_of: at(day(2025, 10, 8), 17, 30),
        office: office(),
        slips,
    }
}

fn line(item: &str, period: &str, price: &str, quantity: &str, fen: i64) -> ReceiptLine {
    ReceiptLine {
        item: item.into(),
        period: period.into(),
        price: price.into(),
        quantity: quantity.into(),
        amount: Fen(fen),
    }
}

/// One home, paid in cash with change.
pub fn receipt() -> Receipt {
    let period = "2025年10月1日至12月31日";
    let mut receipt = Receipt {
        number: "0000123".into(),
        company: "青禾物业服务有限公司".into(),
        centre: "青禾苑物业服务中心".into(),
        received: day(2025, 10, 9),
        printed: at(day(2025, 10, 9), 9, 12),
        payer: "王建国".into(),
        homes: vec![ReceiptHome {
            room: "3-1-301".into(),
            owner: "王*".into(),
            lines: vec![
                line("物业服务费", period, "2.35", "94.56 m²", 66_666),
                line("公共水电分摊费", "2025年第三季度", "", "", 1_532),
                line("减免（维修补偿）", "", "", "", -2_000),
            ],
        }],
        prepaid_in: Fen(10_000),
        prepaid_drawn: Fen::ZERO,
        prepaid_balance: Some(Fen(10_000)),
        total: Fen::ZERO,
        tender: Tender { method: "现金".into(), reference: String::new(), cash: None },
        still_open: Fen::ZERO,
        open_beside: Vec::new(),
        order: Order::PrincipalFirst.label().into(),
        cashier: "赵敏".into(),
        handler: "赵敏".into(),
        reviewer: String::new(),
        invoice_months: 3,
        remark: String::new(),
        deposit: None,
        voided: None,
        reprint: 0,
    };
    receipt.total = receipt.summed();
    let handed = Fen(80_000);
    receipt.tender.cash = Some(Cash { handed, change: handed - receipt.total });
    receipt
}

/// Several homes of one payer, by transfer.
pub fn receipt_for(homes: usize) -> Receipt {
    let mut receipt = receipt();
    receipt.payer = "青禾商贸有限责任公司".into();
    receipt.homes = (0..homes)
        .map(|n| ReceiptHome {
            room: format!("S-{:02}", n + 1),
            owner: "青禾商贸***公司".into(),
            lines: vec![
                line("物业服务费", "2025年10月1日至12月31日", "4.80", "56.20 m²", 80_928),
                line("公共水电分摊费", "2025年第三季度", "", "", 2_120),
            ],
        })
        .collect();
    receipt.tender =
        Tender { method: "银行转账".into(), reference: "流水号 00000000".into(), cash: None };
    receipt.remark = "尚欠部分为 S-02 车位管理费".into();
    receipt.still_open = Fen(24_000);
    receipt.total = receipt.summed();
    receipt
}
