// Choices several pages offer, each in one set of words.

/** How a month that is not whole is charged. */
export const START_RULES = [
  { value: "actual-days", label: "按当月实际天数" },
  { value: "year-days", label: "按全年 365 天折算" },
  { value: "thirty-days", label: "按每月 30 天折算" },
  { value: "half-month", label: "15 日后交付收半月" },
  { value: "next-month", label: "次月起" },
  { value: "whole-month", label: "整月" },
];
