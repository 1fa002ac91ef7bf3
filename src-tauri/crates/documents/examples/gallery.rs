//! Writes one of each paper, with invented data: `cargo run -p zhangfang-documents --example gallery -- FOLDER`.

#[path = "../tests/support/mod.rs"]
mod support;

use std::error::Error;
use std::path::PathBuf;
use zhangfang_documents::arrears_list::{self, ageing};
use zhangfang_documents::debt::Forum;
use zhangfang_documents::dunning;
use zhangfang_documents::receipt::{self, Stock, Voided};
use zhangfang_documents::{FontSet, agreement, day_report, demand, deposit_slip, public};
use zhangfang_documents::{flow, length, lines, pen, slip, table};
use zhangfang_domain::letter::Letter;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("give a folder to write to")?);
    std::fs::create_dir_all(&folder)?;
    let fonts = support::fonts();
    let write = |name: &str, bytes: Vec<u8>| std::fs::write(folder.join(name), bytes);

    let mut slips: Vec<_> = (0..4).map(support::slip).collect();
    slips.insert(1, support::full_slip());
    slips.push(support::long_slip(14));
    write("缴费通知单.pdf", slip::rendered(&fonts, &support::batch(slips))?)?;

    let one = support::receipt();
    write("收据.pdf", receipt::rendered(&fonts, &one, Stock::A5)?)?;
    write("收据-连续纸.pdf", receipt::rendered(&fonts, &one, Stock::Continuous)?)?;
    let several = receipt::Receipt { reprint: 2, ..support::receipt_for(2) };
    write("收据-多处房产.pdf", receipt::rendered(&fonts, &several, Stock::A5)?)?;
    write("收据-续页.pdf", receipt::rendered(&fonts, &support::receipt_for(6), Stock::Continuous)?)?;
    let voided = Some(Voided {
        on: support::day(2025, 10, 9),
        reason: "金额录入有误，已另开 0000124".into(),
    });
    write("收据-作废.pdf", receipt::rendered(&fonts, &receipt::Receipt { voided, ..one }, Stock::A5)?)?;
    letters_and_lists(&fonts, write)?;
    write("版式样张.pdf", specimen().rendered(&fonts)?)?;
    Ok(())
}

fn letters_and_lists(
    fonts: &FontSet,
    write: impl Fn(&str, Vec<u8>) -> std::io::Result<()>,
) -> Result<(), Box<dyn Error>> {
    use support::papers::{self, full_disclosure, plain_disclosure, poster};
    write("缴费通知.pdf", public::rendered(fonts, &poster(21, 11))?)?;
    write("缴费通知-不列户数.pdf", public::rendered(fonts, &poster(28, 3))?)?;
    write("收支公示.pdf", public::rendered(fonts, &full_disclosure())?)?;
    write("收支公示-简.pdf", public::rendered(fonts, &plain_disclosure())?)?;
    write("到期提醒.pdf", dunning::rendered(fonts, &papers::dunning(Letter::PreDue))?)?;
    write("温馨提示.pdf", dunning::rendered(fonts, &papers::dunning(Letter::Gentle))?)?;
    write("业委会督促函.pdf", dunning::rendered(fonts, &papers::dunning(Letter::Committee))?)?;
    write("催缴通知单-第一次.pdf", dunning::rendered(fonts, &papers::dunning(Letter::FirstNotice))?)?;
    write("催缴通知单-第二次.pdf", dunning::rendered(fonts, &papers::dunning(Letter::SecondNotice))?)?;
    write("催缴函.pdf", demand::rendered(fonts, &papers::demand(true, Forum::Court))?)?;
    write("分期付款协议.pdf", agreement::rendered(fonts, &papers::agreement(7))?)?;
    write("催缴函-仲裁.pdf", demand::rendered(fonts, &papers::demand(false, Forum::Arbitration))?)?;
    write("欠费明细表.pdf", arrears_list::rendered(fonts, &papers::arrears_list(40))?)?;
    write("账龄分析表.pdf", ageing::rendered(fonts, &papers::ageing_table())?)?;
    write("收费日报.pdf", day_report::rendered(fonts, &papers::day_report())?)?;
    write("交款单.pdf", deposit_slip::rendered(fonts, &papers::deposit_slip())?)?;
    Ok(())
}

/// Every block a flow has.
fn specimen() -> flow::Flow {
    use flow::{Block, Paragraph};
    let batch = support::batch(Vec::new());
    let mut list = table::Table::new([
        table::Column::new("序号", 10, pen::Align::Centre),
        table::Column::new("收费项目", 40, pen::Align::Left),
        table::Column::new("说明", 70, pen::Align::Left),
        table::Column::new("金额（元）", 30, pen::Align::Right),
    ]);
    list.rows = (1..=60)
        .map(|n| {
            let text = if n % 7 == 0 {
                "说明较长的一行，用来看清单元格之内如何换行；“引号”与（括号）都不应落单。"
            } else {
                "按月计收"
            };
            table::Row::line([n.to_string(), "物业服务费".into(), text.into(), "1,234.56".into()])
        })
        .collect();
    list.rows.push(table::Row::total(["", "合计", "", "74,073.60"]));
    let body = lines::Text::new()
        .plain("这一段用来看正文的样子：首行缩进两字，两端对齐，标点不落行首。本期合计 ")
        .bold("¥3,999.96")
        .plain("（大写：叁仟玖佰玖拾玖元玖角陆分），请在 ")
        .bold("2025年7月31日")
        .plain(" 前办理；您可以到服务中心柜台、微信扫码或银行转账办理，转账请在附言写明房号——我们会在当日登记入账，并把回执送到您登记的信箱。");
    flow::Flow {
        imprint: zhangfang_documents::Imprint { title: "版式样张".into(), ..batch.imprint },
        size: length::Size::A4,
        masthead: "青禾物业服务有限公司 · 青禾苑物业服务中心".into(),
        data_as_of: Some(batch.data_as_of),
        contact: "咨询电话 0000-0000000　柜台 每日 8:30—18:00".into(),
        blocks: vec![
            Block::Title("版式样张".into()),
            Block::Subtitle("2025年第四季度".into()),
            Block::Fields {
                columns: 2,
                fields: vec![
                    ("合同名称".into(), "青禾苑物业服务合同".into()),
                    ("签订日期".into(), "2024年1月1日".into()),
                    ("服务地址".into(), "某市某区青禾路 1 号青禾苑，地址很长的时候在本栏之内换行".into()),
                ],
            },
            Block::Paragraph(Paragraph::flush("各位邻居：")),
            Block::Paragraph(Paragraph::body(body)),
            Block::Heading("一、明细".into()),
            Block::Table(list),
            Block::Boxed(vec![
                Block::Paragraph(Paragraph::flush("送达方式：□直接　□留置　□邮寄　□电子")),
                Block::Paragraph(Paragraph::note("签收人、关系、时间由经办人填写。")),
            ]),
            Block::Closing(vec!["青禾苑物业服务中心（盖章）".into(), "2025年7月31日".into()]),
            Block::CutLine("回执".into()),
        ],
    }
}
