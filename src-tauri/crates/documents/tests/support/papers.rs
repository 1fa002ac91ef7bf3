//! Invented letters, lists, reports and posted papers.

use super::{at, day, office};
use rust_decimal::Decimal;
use zhangfang_documents::Imprint;
use zhangfang_documents::agreement::Agreement;
use zhangfang_documents::arrears_list::ageing::{Ageing, AgeingRow};
use zhangfang_documents::arrears_list::{ArrearsLine, ArrearsList, BuildingArrears, ListHead};
use zhangfang_documents::day_report::{
    DayReport, DrawerCash, ItemTakings, MethodTakings, Reprint, VoidedReceipt,
};
use zhangfang_documents::debt::{Debt, Forum};
use zhangfang_documents::demand::{Contract, Demand, DemandBatch, Term};
use zhangfang_documents::deposit_slip::DepositSlip;
use zhangfang_documents::disclosure::{
    AccountingBasis, BaseData, ChargingForm, Collection, Disclosure, MonthTotals, Objection, PublicStatement,
    ServiceReport, SharedUtility,
};
use zhangfang_documents::dunning::{ContactMade, Dunning, DunningBatch};
use zhangfang_documents::poster::{Poster, Scope};
use zhangfang_documents::public::{HouseholdCount, HouseholdSplit, OfficeTotal, PublicText, UnitPrice};
use zhangfang_documents::slip::{Addressee, LateCharge};
use zhangfang_domain::disclosure::{CommonAccount, CostGroup, Line, Statement};
use zhangfang_domain::instalment::{LateTerms, schedule};
use zhangfang_domain::letter::{Letter, Template};
use zhangfang_domain::method::Method;
use zhangfang_domain::shift::{Count, Drawer};
use zhangfang_domain::{Fen, Month, limitation};

pub fn public(text: &str) -> PublicText {
    PublicText::new(text).unwrap()
}

fn imprint(title: &str, number: &str, printed: (i32, u32, u32)) -> Imprint {
    let (y, m, d) = printed;
    Imprint { title: title.into(), number: number.into(), printed: at(day(y, m, d), 9, 5) }
}

fn price(label: &str, hundredths: i64) -> UnitPrice {
    UnitPrice { label: public(label), price: Decimal::new(hundredths, 2), per: public("m²·月") }
}

pub fn split(done: u32, rest: u32) -> HouseholdSplit {
    HouseholdSplit { done: HouseholdCount(done), rest: HouseholdCount(rest) }
}

pub fn poster(done: u32, rest: u32) -> Poster {
    let counted = at(day(2025, 10, 20), 17, 30);
    Poster {
        number: public("GG-202510-00003"),
        printed: at(day(2025, 10, 21), 9, 5),
        title: public("第四季度物业服务费缴费提示"),
        place: public("3栋1单元"),
        scope: Scope::Unit,
        company: public("青禾物业服务有限公司"),
        centre: public("青禾苑物业服务中心"),
        item: public("物业服务费"),
        period: (day(2025, 10, 1), day(2025, 12, 31)),
        prices: vec![price("住宅", 235), price("商铺", 480)],
        deadline: day(2025, 10, 31),
        ways: vec![
            public("服务中心柜台（现金、刷卡、扫码）"),
            public("银行转账（户名和账号见个人账单）"),
            public("微信小程序“青禾苑服务”"),
        ],
        counter_hours: public("每天 8:30—18:00，周末照常"),
        enquiry_phone: public("0000-0000000"),
        complaint_phone: public("0000-0000001"),
        progress: Some((split(done, rest), counted)),
        dated: day(2025, 10, 21),
    }
}

/// Monthly debts of one home, 222.22 yuan each, due at the end of the month.
pub fn monthly_debts(from: Month, count: i32) -> Vec<Debt> {
    (0..count)
        .map(|n| from.plus(n))
        .map(|month| Debt {
            item: "物业服务费".into(),
            period: (month.first_day(), month.last_day()),
            principal: Fen(22_222),
            due: month.last_day(),
        })
        .collect()
}

fn dunning_notice(n: u32, debts: Vec<Debt>) -> Dunning {
    Dunning {
        number: format!("CJ-202507-{n:05}"),
        unit: format!("{}单元", n % 2 + 1),
        room: format!("3-{}-{}01", n % 2 + 1, n + 2),
        addressee: Addressee::masked(
            ["王建国", "欧阳文静", "青禾商贸有限责任公司"][n as usize % 3],
            Some("13800005678"),
        ),
        total: debts.iter().map(|debt| debt.principal).sum(),
        debts,
        late_charge: None,
        costs: Fen::ZERO,
        contacts: Vec::new(),
        reference: format!("CJ202507{n:05}"),
    }
}

pub fn dunning(round: Letter) -> DunningBatch {
    let january = Month::new(2025, 1).unwrap();
    let mut notices: Vec<Dunning> =
        (0..5).map(|n| dunning_notice(2 * n, monthly_debts(january, 2 + n as i32))).collect();
    if round == Letter::SecondNotice {
        for notice in &mut notices {
            notice.contacts = vec![
                ContactMade { on: day(2025, 7, 3), way: "短信".into() },
                ContactMade { on: day(2025, 7, 12), way: "电话".into() },
            ];
            notice.late_charge = Some(LateCharge {
                basis: "合同第十五条（日万分之五，自每期到期次日起）".into(),
                amount: Fen(4_321),
            });
        }
    }
    notices.push(dunning_notice(11, monthly_debts(Month::new(2023, 12).unwrap(), 19)));
    DunningBatch {
        imprint: imprint("3栋催缴通知单", "CJ-202507", (2025, 7, 20)),
        data_as_of: at(day(2025, 7, 19), 17, 30),
        dated: day(2025, 7, 20),
        text: Template::delivered(round),
        office: office(),
        clause: "《青禾苑物业服务合同》第十二条".into(),
        forum: Forum::Court,
        committee: "青禾苑业主委员会".into(),
        contact_person: "王老师".into(),
        deadline: day(2025, 7, 31),
        notices,
    }
}

/// Oracle G13: eighteen monthly bills, 3,999.96 and 578.00.
pub fn demand(late: bool, forum: Forum) -> DemandBatch {
    let debts = monthly_debts(Month::new(2024, 1).unwrap(), 18);
    let letter = Demand {
        number: "CJH-202507-00001".into(),
        room: "3-1-301".into(),
        debtor: "王建国".into(),
        service_address: "某省某市某区青禾路 1 号青禾苑 3栋1单元 301 室".into(),
        principal: debts.iter().map(|debt| debt.principal).sum(),
        debts,
        costs: Fen::ZERO,
        late_charge: late.then(|| LateCharge {
            basis: "合同第十五条（日万分之五，自每期到期次日起）".into(),
            amount: Fen(57_800),
        }),
    };
    let second = Demand {
        number: "CJH-202507-00002".into(),
        room: "3-1-502".into(),
        debtor: "欧阳文静".into(),
        ..letter.clone()
    };
    DemandBatch {
        text: Template::delivered(Letter::FormalDemand),
        imprint: imprint("书面催缴函 2025年7月", "CJH-202507", (2025, 7, 31)),
        data_as_of: at(day(2025, 7, 31), 8, 30),
        office: office(),
        contract: Contract {
            name: "青禾苑物业服务合同".into(),
            other_party: "青禾苑业主大会".into(),
            signed: "2023年12月1日".into(),
            clause: "第十二条".into(),
            forum,
        },
        term: Term::days(15).unwrap(),
        contact_person: "王老师".into(),
        dated: day(2025, 7, 31),
        enclosures: vec!["欠费明细".into(), "合同节选".into()],
        letters: vec![letter, second],
    }
}

fn head(title: &str, number: &str) -> ListHead {
    ListHead {
        imprint: imprint(title, number, (2025, 10, 9)),
        company: "青禾物业服务有限公司".into(),
        centre: "青禾苑物业服务中心".into(),
        data_as_of: at(day(2025, 10, 8), 17, 30),
        operator: "赵敏".into(),
        purpose: "十月催缴工作会".into(),
    }
}

/// A debt of a month's fees in so many instalments.
pub fn agreement(parts: u32) -> Agreement {
    let debts = monthly_debts(Month::new(2024, 7).unwrap(), 12);
    let total: Fen = debts.iter().map(|debt| debt.principal).sum();
    Agreement {
        imprint: Imprint {
            title: "分期付款协议 3-1-301".into(),
            number: "FQ-202507-00001".into(),
            printed: at(day(2025, 7, 31), 9, 5),
        },
        office: office(),
        contract: "《青禾苑物业服务合同》第十二条".into(),
        room: "3-1-301".into(),
        debtor: "王建国".into(),
        service_address: "某市某路1号青禾苑3-1-301".into(),
        signed: day(2025, 7, 31),
        debts,
        total,
        schedule: schedule(total, parts, day(2025, 8, 10)).unwrap(),
        late: LateTerms::WaiveIfKept,
        breach_days: 7,
        note: String::new(),
    }
}

pub fn arrears_list(per_building: u32) -> ArrearsList {
    let names = ["王建国", "李秀兰", "欧阳文静", "青禾商贸有限责任公司", "买买提·艾力"];
    let buildings: Vec<BuildingArrears> = (1..=3)
        .map(|building| BuildingArrears {
            building: format!("{building}栋"),
            lines: (0..per_building)
                .map(|n| {
                    let month = Month::new(2022, 11).unwrap().plus((n * 7 % 36) as i32);
                    ArrearsLine {
                        room: format!("{building}-{}-{}01", n % 2 + 1, n / 4 + 1),
                        owner: names[n as usize % names.len()].into(),
                        item: ["物业服务费", "公共水电分摊费", "车位管理费"][n as usize % 3].into(),
                        period: (month.first_day(), month.last_day()),
                        principal: Fen(22_222 + i64::from(n)),
                        due: month.last_day(),
                        limitation: limitation::limitation(month.last_day(), &[]).last_day,
                        late_charge: Fen(i64::from(n % 4) * 111),
                        remark: if n % 9 == 4 { "已约 10月15日 面谈".into() } else { String::new() },
                    }
                })
                .collect(),
        })
        .collect();
    let total = buildings.iter().flat_map(|b| &b.lines).map(|line| line.principal).sum();
    ArrearsList {
        head: head("欠费明细表", "QF-202510-00001"),
        selection: "全部楼栋，全部项目".into(),
        buildings,
        total,
    }
}

pub fn ageing_table() -> Ageing {
    let row = |building: &str, homes, amounts| AgeingRow { building: building.into(), homes, amounts };
    Ageing {
        head: head("账龄分析表", "ZL-202510-00001"),
        rows: vec![
            row("1栋", 21, [1_250_000, 3_456_789, 1_200_000, 888_888, 0, 66_666, 0].map(Fen)),
            row("2栋", 17, [980_000, 2_222_222, 900_000, 0, 345_678, 0, 12_345].map(Fen)),
            row("3栋", 9, [0, 1_111_111, 0, 133_332, 222_222, 0, 0].map(Fen)),
        ],
    }
}

/// The sample of domain section 3.13 (oracle N1).
pub fn statement() -> Statement {
    let line = |label: &str, fen| Line { label: label.into(), amount: Fen(fen) };
    let costs = [
        17_638_000, 4_126_835, 3_891_247, 2_960_000, 985_000, 1_824_000, 631_290, 215_000, 348_000, 1_023_932,
    ];
    Statement {
        income: vec![
            line("当期物业服务费", 28_612_040),
            line("追缴往期欠费", 2_433_020),
            line("预缴转入本月", 800_000),
            line("车位管理费", 2_160_000),
            line("其他", 126_000),
        ],
        expense: CostGroup::ALL.into_iter().zip(costs.map(Fen)).collect(),
        common: CommonAccount {
            opening: Fen(11_264_050),
            income: vec![
                line("公共场地停车", 2_640_000),
                line("电梯广告", 600_000),
                line("快递柜", 120_000),
                line("场地", 80_000),
            ],
            cost: Fen(1_032_000),
            uses: vec![line("楼道照明改造（业主大会 2025-03 决议）", 1_500_000)],
        },
    }
}

/// Only what the law asks for.
pub fn plain_disclosure() -> Disclosure {
    Disclosure {
        number: public("GS-202511-001"),
        printed: at(day(2025, 12, 8), 9, 5),
        estate: public("青禾苑"),
        company: public("青禾物业服务有限公司"),
        centre: public("青禾苑物业服务中心"),
        month: Month::new(2025, 11).unwrap(),
        version: 1,
        change_note: None,
        charging: ChargingForm::LumpSum,
        basis: AccountingBasis::Cash,
        posted: day(2025, 12, 8),
        objection: Objection { phone: public("0000-0000000"), days: 15 },
        base: None,
        statement: PublicStatement::new(statement()).unwrap(),
        last_balance: None,
        balance_before: None,
        newly_prepaid: None,
        collection: None,
        utilities: Vec::new(),
        fund: Vec::new(),
        services: Vec::new(),
        plans: Vec::new(),
        trend: Vec::new(),
        answers: Vec::new(),
        objection_slip: false,
    }
}

fn services() -> Vec<ServiceReport> {
    [
        ("清洁卫生", "楼道每日清扫 1 次、每周拖洗 2 次；垃圾清运 60 车次。"),
        ("秩序维护", "巡逻 720 次，处理异常 6 起；消防设施检查 2 次。"),
        ("绿化养护", "修剪 2 次，补种灌木 35 株。"),
        ("设施设备", "电梯维保 4 次，水泵检修 1 次，更换路灯 12 盏。"),
        ("投诉与报修", "受理 86 件，按时办结率 95.3%；集中在停车、噪声、电梯等候。已在高峰时段增设引导。"),
    ]
    .map(|(field, done)| ServiceReport { field: public(field), done: public(done) })
    .into()
}

/// Every block there is.
pub fn full_disclosure() -> Disclosure {
    let total = |fen| OfficeTotal::of_office(Fen(fen));
    let incomes = [30_211_000, 33_000_120, 29_840_050, 31_004_500, 35_120_900, 34_131_060];
    let expenses = [32_000_000, 31_870_400, 33_105_000, 32_250_000, 33_000_870, 33_643_304];
    let first = Month::new(2025, 6).unwrap();
    let trend = (0..6).zip(incomes.into_iter().zip(expenses)).map(|(n, (income, expense))| MonthTotals {
        month: first.plus(n),
        income: total(income),
        expense: total(expense),
    });
    let utility = |name: &str, volume, unit: &str, price: Decimal, fen, method: &str| SharedUtility {
        name: public(name),
        volume: Decimal::from(volume),
        unit: public(unit),
        price,
        amount: total(fen),
        method: public(method),
    };
    Disclosure {
        version: 2,
        change_note: Some(public("更正公共场地停车收入的归集月份，其他数字不变。")),
        charging: ChargingForm::Remuneration,
        base: Some(BaseData {
            area: Decimal::new(5_234_018, 2),
            homes: HouseholdCount(512),
            prices: vec![price("住宅", 235), price("商铺", 480)],
        }),
        last_balance: Some(total(2_120_030)),
        balance_before: Some(total(-1_234_567)),
        newly_prepaid: Some(total(1_530_000)),
        collection: Some(Collection {
            due: total(30_456_780),
            received: total(28_612_040),
            homes: split(468, 44),
        }),
        utilities: vec![
            utility("电梯用电", 18_240, "度", Decimal::new(62, 2), 1_130_880, "按建筑面积分摊，0.22 元/m²"),
            utility("公共照明", 9_120, "度", Decimal::new(62, 2), 565_440, "按户分摊，11.04 元/户"),
            utility("绿化用水", 430, "吨", Decimal::new(410, 2), 176_300, "由物业服务费列支"),
        ],
        fund: vec![(public("3栋屋面防水维修（业主表决通过）"), total(8_650_000))],
        services: services(),
        plans: vec![public("冬季供水管道保温检查。"), public("地下车库照明更换为感应灯。")],
        trend: trend.collect(),
        answers: vec![(
            public("公共水电为什么比十月高？"),
            public("十一月起路灯每天多亮两小时，另有一次绿化补水，抄表记录可到服务中心查看。"),
        )],
        objection_slip: true,
        ..plain_disclosure()
    }
}

pub fn day_report() -> DayReport {
    let taken = |method, receipts, fen, ranges: &[(&str, &str)]| MethodTakings {
        method,
        receipts,
        amount: Fen(fen),
        refunded: Fen::ZERO,
        ranges: ranges.iter().map(|&(first, last)| (first.into(), last.into())).collect(),
    };
    let item = |item: &str, current, arrears, prepaid| ItemTakings {
        item: item.into(),
        current: Fen(current),
        arrears: Fen(arrears),
        prepaid: Fen(prepaid),
        deposit: Fen::ZERO,
        refunded: Fen::ZERO,
    };
    DayReport {
        imprint: imprint("收费日报 2025年10月9日", "RB-20251009", (2025, 10, 9)),
        company: "青禾物业服务有限公司".into(),
        centre: "青禾苑物业服务中心".into(),
        day: day(2025, 10, 9),
        shift: String::new(),
        cashiers: vec!["赵敏".into(), "孙丽".into()],
        methods: vec![
            taken(Method::Cash, 4, 266_664, &[("0000121", "0000123"), ("0000127", "0000127")]),
            taken(Method::Wechat, 2, 143_396, &[("0000124", "0000125")]),
            taken(Method::Alipay, 0, 0, &[]),
            taken(Method::Pos, 1, 66_666, &[("0000128", "0000128")]),
            taken(Method::Transfer, 1, 333_330, &[("0000129", "0000129")]),
        ],
        items: vec![
            item("物业服务费", 466_662, 266_664, 0),
            item("公共水电分摊费", 15_320, 1_410, 0),
            item("车位管理费", 40_000, 0, 0),
            item("预存款", 0, 0, 30_000),
            item("预存抵扣", 0, 0, -10_000),
        ],
        voided: vec![VoidedReceipt {
            number: "0000126".into(),
            amount: Fen(66_666),
            reason: "金额录入有误，已另开 0000127".into(),
        }],
        reprinted: vec![Reprint { number: "0000121".into(), times: 1, reason: "业主遗失".into() }],
        drawers: vec![DrawerCash {
            name: "第1班 赵敏".into(),
            drawer: Drawer {
                float: Fen(50_000),
                received: Fen(266_664),
                banked: Fen(266_664),
                ..Drawer::default()
            },
            difference: Some(Fen::ZERO),
        }],
        counted: None,
        remarks: Vec::new(),
        operator: "赵敏".into(),
    }
}

/// The slip for the cash of script A, domain section 7.5.
pub fn deposit_slip() -> DepositSlip {
    DepositSlip {
        imprint: imprint("交款单 JK-202512-00001", "JK-202512-00001", (2025, 12, 27)),
        company: "青禾物业服务有限公司".into(),
        centre: "青禾苑物业服务中心".into(),
        day: day(2025, 12, 27),
        shift: "第1班 赵敏".into(),
        handed_by: "赵敏".into(),
        received_by: "示例银行".into(),
        bank_slip: "20251227-0088".into(),
        at: at(day(2025, 12, 27), 17, 40),
        pieces: Count::parse("100x9,1x4,0.1x2").unwrap(),
        amount: Fen(90_420),
        drawer: Drawer {
            float: Fen(50_000),
            received: Fen(90_420),
            banked: Fen(90_420),
            ..Drawer::default()
        },
        counted: Fen(140_420),
        explanation: String::new(),
    }
}
