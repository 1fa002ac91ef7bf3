//! Statements of banks and wallets as they come: preambles, encodings, sides, faults by row and column.
#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use encoding_rs::GB18030;
use zhangfang_sheets::SheetError;
use zhangfang_sheets::export::{Table, Value};
use zhangfang_sheets::statement::{FaultReason, Field, Layout, LeftOut, StatementDraft, read_statement};

const WECHAT: &str = "微信支付账单明细,,,,,,,,
微信昵称：[青禾苑物业],,,,,,,,
起始时间：[2025-11-01 00:00:00] 终止时间：[2025-11-30 23:59:59],,,,,,,,
共4笔记录,,,,,,,,
----------------------微信支付账单明细列表--------------------,,,,,,,,
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
2025-11-03 09:12:33,二维码收款,张三,\"3-1-301物业费\",收入,¥222.22,零钱,已收钱,4200001,/,\"/\"
2025-11-04 10:00:00,二维码收款,李*,\"收款方备注:二维码收款\",收入,\"¥1,666.66\",零钱,已收钱,4200002,/,\"李四\"
2025-11-05 18:00:00,零钱提现,建设银行,\"/\",/,¥1800.00,建设银行,提现已到账,4200003,/,\"服务费¥1.80\"
2025-11-06 08:00:00,转账-退款,王五,\"/\",支出,¥50.00,零钱,已全额退款,4200004,/,\"/\"
";

const ALIPAY: &str = "支付宝交易记录明细查询
账号:[office@example]
---------------------------------交易记录明细列表------------------------------------
交易号                  ,商家订单号               ,交易创建时间              ,付款时间                ,类型              ,交易对方            ,商品名称                ,金额（元）,收/支     ,交易状态    ,备注
20251103220014\t,\t,2025-11-02 23:59:59 ,2025-11-03 00:00:05 ,即时到账交易 ,王五 ,5-2-1102 ,80.00 ,收入 ,交易成功 ,\t
20251104220015\t,\t,2025-11-04 10:00:00 ,2025-11-04 10:00:05 ,退款 ,赵六 ,押金 ,503.23 ,支出 ,交易成功 ,\t
20251104220016\t,\t,2025-11-05 10:00:00 , ,即时到账交易 ,赵六 ,押金 ,1.00 ,收入 ,交易关闭 ,\t
------------------------------------------------------------------------------------
共3笔记录
";

const BANK: &str = "账户明细,,,,,,
账号：0000,,户名：青禾物业,,,,
交易日期,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,对方户名,摘要,账户明细编号-交易流水号
20251103,091233,0.00,\"1,333.32\",10000.00,张三,转账 3栋1单元301,CC-1
2025/11/04,10:00,15.00,,9985.00,,手续费,CC-2
2025年11月31日,,,5.00,9990.00,李四,物业,CC-3
20251105,,,五元,9990.00,李四,物业,CC-4
20251105,,1.00,2.00,9990.00,李四,物业,CC-5
,,,3.00,9990.00,李四,物业,CC-6
合计,,15.00,1333.32,,,,
";

fn read(bytes: &[u8]) -> StatementDraft {
    read_statement(bytes, "流水.csv", |_| None).unwrap()
}

fn lines(draft: &StatementDraft) -> Vec<(u32, String, i64, &str, &str, &str)> {
    let line = |l: &'_ zhangfang_sheets::statement::StatementRow| (l.row, l.day.to_string(), l.fen.0);
    draft
        .lines
        .iter()
        .map(|l| {
            let (row, day, fen) = line(l);
            (row, day, fen, l.payer.as_str(), l.remark.as_str(), l.reference.as_str())
        })
        .collect()
}

#[test]
fn a_wechat_bill_in_either_encoding() {
    let (gbk, ..) = GB18030.encode(WECHAT);
    for bytes in [WECHAT.as_bytes(), format!("\u{feff}{WECHAT}").as_bytes(), &gbk] {
        let draft = read(bytes);
        assert_eq!(
            lines(&draft),
            [
                (7, "2025-11-03".to_owned(), 22_222, "张三", "3-1-301物业费", "4200001"),
                (8, "2025-11-04".to_owned(), 166_666, "李*", "收款方备注:二维码收款 李四", "4200002"),
            ]
        );
        assert_eq!(draft.left_out, [(9, LeftOut::Neutral), (10, LeftOut::NotSettled)]);
        assert!(draft.faults.is_empty(), "{:?}", draft.faults);
    }
}

#[test]
fn an_alipay_record_with_tabs_and_a_footer() {
    let (gbk, ..) = GB18030.encode(ALIPAY);
    let draft = read(&gbk);
    assert_eq!(
        lines(&draft),
        [
            (5, "2025-11-03".to_owned(), 8_000, "王五", "5-2-1102", "20251103220014"),
            (6, "2025-11-04".to_owned(), -50_323, "赵六", "押金", "20251104220015"),
        ]
    );
    let out: Vec<_> = draft.left_out.iter().map(|(_, kind)| *kind).collect();
    assert_eq!(out, [LeftOut::NotSettled, LeftOut::Note, LeftOut::Note]);
}

#[test]
fn a_bank_statement_with_two_sides_names_faults_by_row_and_column() {
    let draft = read(BANK.as_bytes());
    assert_eq!(
        lines(&draft),
        [
            (4, "2025-11-03".to_owned(), 133_332, "张三", "转账 3栋1单元301", "CC-1"),
            (5, "2025-11-04".to_owned(), -1_500, "", "手续费", "CC-2"),
        ]
    );
    let faults: Vec<_> =
        draft.faults.iter().map(|f| (f.row, f.column.as_str(), f.value.as_str(), f.reason)).collect();
    assert_eq!(
        faults,
        [
            (6, "A 交易日期", "2025年11月31日", FaultReason::DayUnreadable),
            (7, "D 贷方发生额(收入)", "五元", FaultReason::AmountUnreadable),
            (8, "D 贷方发生额(收入)", "2.00", FaultReason::TwoAmounts),
            (9, "A 交易日期", "", FaultReason::DayMissing),
        ]
    );
    assert_eq!(draft.left_out, [(10, LeftOut::Total)]);
}

#[test]
fn a_workbook_with_signed_amounts() {
    let day = NaiveDate::from_ymd_opt(2025, 11, 3).unwrap();
    let text = |t: &str| Value::Text(t.to_owned());
    let table = Table {
        title: "流水".into(),
        headings: ["记账日期", "交易金额", "对方户名", "用途", "流水号"].map(str::to_owned).to_vec(),
        rows: vec![
            vec![
                Value::Date(day),
                Value::Amount(zhangfang_domain::Fen(1_999)),
                text("张三"),
                text("物业"),
                Value::Integer(9),
            ],
            vec![
                Value::Integer(20_251_104),
                Value::Amount(zhangfang_domain::Fen(-500)),
                text("银行"),
                text("费"),
                Value::Empty,
            ],
        ],
        footer: Some("导出人 张某".into()),
    };
    let draft = read(&table.to_xlsx().unwrap());
    assert_eq!(
        lines(&draft),
        [
            (3, "2025-11-03".to_owned(), 1_999, "张三", "物业", "9"),
            (4, "2025-11-04".to_owned(), -500, "银行", "费", ""),
        ]
    );
}

#[test]
fn unknown_headings_are_mapped_by_hand_and_remembered_by_their_mark() {
    let odd = "甲,乙,丙,丁\n2025-11-03,12.50,张三,3-1-301\n";
    let Err(SheetError::NoHeader { row, headings, .. }) = read_statement(odd.as_bytes(), "a.csv", |_| None)
    else {
        panic!("no header can be found");
    };
    assert_eq!((row, headings.len()), (1, 4));
    let layout = Layout::from_text("v1;header=1;day=A;amount=B;payer=C;remark=D").unwrap();
    assert_eq!(Layout::from_text(&layout.to_text()).unwrap(), layout);
    let mut asked = String::new();
    let draft = read_statement(odd.as_bytes(), "a.csv", |mark| {
        mark.clone_into(&mut asked);
        Some(layout.clone())
    })
    .unwrap();
    assert_eq!((draft.lines[0].fen.0, draft.lines[0].remark.as_str()), (1_250, "3-1-301"));
    assert_eq!(asked, draft.fingerprint);
    assert_eq!(draft.columns[1], ("B".to_owned(), "乙".to_owned(), Some(Field::Amount)));
    for bad in [
        "",
        "v1;header=1;day=A",
        "v1;header=x;day=A;amount=B",
        "v1;day=A;amount=B+C",
        "v1;day=A;amount=B;x=C",
    ] {
        assert!(Layout::from_text(bad).is_err(), "{bad}");
    }
}
