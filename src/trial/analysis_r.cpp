#include "trial/analysis_r.hpp"

#include <string_view>

#include "base/error.hpp"
#include "base/file.hpp"

namespace rewire::trial {
namespace {

constexpr std::string_view head =
    R"R(# Repeats the analyses of the trial from the tables beside this file: Rscript analysis.R
# Needs R with nlme and survival (Debian: r-base-core r-cran-nlme r-cran-survival).
library(nlme)
library(survival)
)R";

constexpr std::string_view body = R"R(
here <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
if (length(here)) setwd(dirname(gsub("~+~", " ", here, fixed = TRUE)))
table_of <- function(name, columns) {
  if (!file.exists(name)) return(NULL)
  d <- read.csv(name, na.strings = c("", "NA", "NaN", "."), colClasses = "character", check.names = FALSE)
  missing <- setdiff(columns, names(d))
  if (length(missing)) stop(name, " has no column ", paste(missing, collapse = ", "))
  numbers <- c("AGE", "AVISITN", "AVAL", "BASE", "CHG", "CNSR", "TRUTH")
  for (n in intersect(names(d), numbers)) d[[n]] <- as.numeric(d[[n]])
  d
}
people <- table_of("ADSL.csv", c("USUBJID", "TRT01P", "STRATAR"))
if (is.null(people)) stop("ADSL.csv is not beside this script")
if (!reference %in% people$TRT01P) stop("nobody in ADSL.csv has TRT01P ", reference)
people$arm <- factor(people$TRT01P, levels = c(reference, setdiff(unique(people$TRT01P), reference)))
if (by_strata && anyNA(people$STRATAR)) {
  if (!all(is.na(people$STRATAR))) cat("STRATAR is not known of everyone: nothing is adjusted for it\n")
  by_strata <- FALSE
}
people$STRATAR <- factor(people$STRATAR)
# Where everyone lives every arm somebody stands once an arm: no test of groups is of the same people.
paired <- anyDuplicated(people$USUBJID) > 0
if (paired) cat("everyone lives every arm: arms are told, and compared within people alone\n")
others <- levels(people$arm)[-1]
who <- function(d) if (paired) paste(d$USUBJID, d$TRT01P, sep = "\r") else d$USUBJID
with_people <- function(d) {
  at <- match(who(d), who(people))
  if (anyNA(at)) stop(length(unique(d$USUBJID[is.na(at)])), " people are not in ADSL.csv, the first: ",
                      d$USUBJID[is.na(at)][1])
  cbind(d, people[at, c("arm", "STRATAR")])
}
chosen <- function(d, wanted) {
  absent <- setdiff(wanted, d$PARAMCD)
  if (length(absent)) stop("no PARAMCD ", paste(absent, collapse = ", "))
  if (length(wanted)) wanted else unique(d$PARAMCD)
}
# Strata tell something where there are two or more.
stratified <- function(d) by_strata && nlevels(droplevels(d$STRATAR)) > 1

results <- NULL
note <- function(analysis, score, visit, what, estimate, se, df = NA, low = NA, high = NA, p = NA)
  results <<- rbind(results, data.frame(analysis, score, visit, what, estimate, se, df, low, high, p))
note_t <- function(analysis, score, visit, what, estimate, se, df)
  note(analysis, score, visit, what, estimate, se, df, estimate - qt(0.975, df) * se, estimate + qt(0.975, df) * se,
       2 * pt(-abs(estimate / se), df))
told <- function(analysis, score, expr) tryCatch(expr, error = function(e)
  cat(analysis, "of", score, "has no answer:", conditionMessage(e), "\n"))

ancova <- function(d, score) for (v in sort(unique(d$AVISITN))) told("ANCOVA", score, {
  u <- d[d$AVISITN == v & !is.na(d$AVAL) & !is.na(d$BASE), ]
  fit <- if (stratified(u)) lm(AVAL ~ factor(arm) + BASE + STRATAR, u) else lm(AVAL ~ factor(arm) + BASE, u)
  found <- summary(fit)$coefficients
  for (a in levels(u$arm)[-1]) {
    row <- paste0("factor(arm)", a)
    if (row %in% rownames(found))
      note_t("ANCOVA", score, v, paste(a, "-", reference), found[row, 1], found[row, 2], fit$df.residual)
  }
})

mmrm <- function(d, score) told("MMRM", score, {
  u <- d[!is.na(d$CHG) & !is.na(d$BASE), ]
  u$week <- factor(u$AVISITN)
  u$visit <- as.integer(u$week)
  u$subject <- factor(u$USUBJID)
  u$arm <- droplevels(u$arm)
  u <- u[order(u$subject, u$visit), ]
  if (nlevels(u$week) < 2) return(invisible())
  means <- if (stratified(u)) CHG ~ BASE * week + arm * week + STRATAR else CHG ~ BASE * week + arm * week
  fit <- gls(means, u, correlation = corSymm(form = ~ visit | subject), weights = varIdent(form = ~ 1 | visit),
             control = glsControl(maxIter = 200, msMaxIter = 500))
  b <- coef(fit)
  df <- fit$dims$N - fit$dims$p
  for (a in levels(u$arm)[-1]) for (w in levels(u$week)) {
    at <- as.numeric(names(b) %in% c(paste0("arm", a), paste0("week", w, ":arm", a)))
    note_t("MMRM", score, as.numeric(w), paste(a, "-", reference), sum(at * b), sqrt(drop(at %*% vcov(fit) %*% at)), df)
  }
})

survival_of <- function(d, score, weeks) told("survival", score, {
  u <- d[!is.na(d$AVAL) & !is.na(d$CNSR), ]
  u$arm <- droplevels(u$arm)
  u$had <- Surv(u$AVAL, u$CNSR == 0)
  for (a in levels(u$arm)) {
    curve <- survfit(had ~ 1, u[u$arm == a, ], conf.type = "log-log")
    half <- quantile(curve, 0.5)
    note("Kaplan-Meier median", score, NA, a, half$quantile, NA, NA, half$lower, half$upper)
    at <- summary(curve, times = weeks, extend = TRUE)
    for (k in seq_along(weeks)) {
      note("Kaplan-Meier", score, weeks[k], a, at$surv[k], at$std.err[k], NA, at$lower[k], at$upper[k])
      note("at risk", score, weeks[k], a, at$n.risk[k], NA)
    }
  }
  if (paired) return(invisible())
  by <- stratified(u)
  test <- if (by) survdiff(had ~ arm + strata(STRATAR), u) else survdiff(had ~ arm, u)
  df <- length(test$n) - 1
  note("log-rank chi-squared", score, NA, "all arms", test$chisq, NA, df,
       p = pchisq(test$chisq, df, lower.tail = FALSE))
  exact <- coxph.control(eps = 1e-12, toler.chol = 1e-13, iter.max = 50)
  fit <- if (by) coxph(had ~ arm + strata(STRATAR), u, ties = "efron", control = exact)
         else coxph(had ~ arm, u, ties = "efron", control = exact)
  s <- summary(fit)
  for (a in levels(u$arm)[-1]) {
    row <- paste0("arm", a)
    note("Cox hazard ratio", score, NA, paste(a, "to", reference), s$coefficients[row, 2], s$coefficients[row, 3], NA,
         s$conf.int[row, 3], s$conf.int[row, 4], s$coefficients[row, 5]) # se: of the logarithm
  }
})

# An endpoint of a score: adjusted means at the mean of every covariate, differences, Hedges' g.
score_endpoint <- function(d, score, week) told("ANCOVA", score, {
  u <- d[!is.na(d$AVAL) & !is.na(d$BASE), ]
  u$arm <- droplevels(u$arm)
  fit <- if (stratified(u)) lm(AVAL ~ arm + BASE + STRATAR, u) else lm(AVAL ~ arm + BASE, u)
  b <- coef(fit)[!is.na(coef(fit))]
  centre <- colMeans(model.matrix(fit)[, names(b), drop = FALSE])
  centre[names(b) %in% paste0("arm", levels(u$arm))] <- 0
  for (a in levels(u$arm)) {
    at <- centre
    if (a != levels(u$arm)[1]) at[paste0("arm", a)] <- 1
    note_t("endpoint mean", score, week, a, sum(at * b), sqrt(drop(at %*% vcov(fit)[names(b), names(b)] %*% at)),
           fit$df.residual)
  }
  if (!paired && nlevels(u$arm) > 2) {
    alone <- if (stratified(u)) lm(AVAL ~ BASE + STRATAR, u) else lm(AVAL ~ BASE, u)
    joint <- anova(alone, fit)
    note("endpoint F of all arms", score, week, "all arms", joint$F[2], NA, joint$Res.Df[2], p = joint$`Pr(>F)`[2])
  }
  found <- summary(fit)$coefficients
  if (!paired) for (a in setdiff(levels(u$arm), reference)) {
    row <- paste0("arm", a)
    note_t("endpoint difference", score, week, paste(a, "-", reference), found[row, 1], found[row, 2], fit$df.residual)
    treated <- d$AVAL[d$arm == a & !is.na(d$AVAL)]
    control <- d$AVAL[d$arm == reference & !is.na(d$AVAL)]
    df <- length(treated) + length(control) - 2
    pooled <- sqrt(((length(treated) - 1) * var(treated) + (length(control) - 1) * var(control)) / df)
    unbiased <- exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2)
    note("Hedges g", score, week, paste(a, "-", reference), unbiased * (mean(treated) - mean(control)) / pooled, NA)
  }
})

# In the same people, as it is in them: the arm less the reference.
truth_of <- function(d, score, week) for (a in others) told("truth", score, {
  treated <- d[d$arm == a & !is.na(d$TRUTH), ]
  apart <- treated$TRUTH - d$TRUTH[d$arm == reference][match(treated$USUBJID, d$USUBJID[d$arm == reference])]
  apart <- apart[!is.na(apart)]
  se <- sd(apart) / sqrt(length(apart))
  note("difference in the same people", score, week, paste(a, "-", reference), mean(apart), se, NA,
       mean(apart) - qnorm(0.975) * se, mean(apart) + qnorm(0.975) * se)
})

# Response and remission: Wilson's intervals, Newcombe's of the difference (1998, method 10), people to treat for one
# more (below 0: to harm one more; the interval runs through infinity where its ends have two signs).
share_endpoint <- function(d, score, week) told("shares", score, {
  u <- d[!is.na(d$AVAL), ]
  shares <- lapply(split(u$AVAL, u$arm), function(x) if (length(x)) {
    wilson <- suppressWarnings(prop.test(sum(x), length(x), correct = FALSE))$conf.int
    c(p = mean(x), low = wilson[1], high = wilson[2])
  })
  for (a in names(shares)) if (length(shares[[a]])) {
    s <- shares[[a]]
    note("share", score, week, a, s[["p"]], NA, NA, s[["low"]], s[["high"]])
    note("count", score, week, a, sum(u$AVAL[u$arm == a]), NA)
  }
  control <- shares[[reference]]
  if (!paired && length(control)) for (a in others) if (length(shares[[a]])) {
    s <- shares[[a]]
    apart <- s[["p"]] - control[["p"]]
    low <- apart - sqrt((s[["p"]] - s[["low"]])^2 + (control[["high"]] - control[["p"]])^2)
    high <- apart + sqrt((s[["high"]] - s[["p"]])^2 + (control[["p"]] - control[["low"]])^2)
    note("difference of shares", score, week, paste(a, "-", reference), apart, NA, NA, low, high)
    note("number needed to treat", score, week, paste(a, "-", reference), 1 / apart, NA, NA, 1 / high, 1 / low)
  }
})

# How alike arms are at the start: the standardised difference from the reference that is largest (Austin 2009).
baseline <- function(what, values, arm, share = FALSE) {
  apart <- 0
  for (a in levels(arm)) {
    x <- values[arm == a & !is.na(values)]
    note("baseline mean", what, 0, a, mean(x), NA)
    if (!share) note("baseline standard deviation", what, 0, a, sd(x), NA)
  }
  control <- values[arm == reference & !is.na(values)]
  for (a in others) {
    treated <- values[arm == a & !is.na(values)]
    spread <- if (share) (mean(treated) * (1 - mean(treated)) + mean(control) * (1 - mean(control))) / 2
              else (var(treated) + var(control)) / 2
    one <- (mean(treated) - mean(control)) / sqrt(spread)
    if (!is.na(one) && abs(one) > abs(apart)) apart <- one
  }
  note("baseline standardised difference", what, 0, "largest", apart, NA)
}

if (!is.null(people$AGE) && !all(is.na(people$AGE))) baseline("AGE", people$AGE, people$arm)
if (!is.null(people$SEX) && !all(is.na(people$SEX))) baseline("WOMEN", as.numeric(people$SEX == "F"), people$arm, TRUE)
weeks <- numeric()
scores <- table_of("ADQS.csv", c("USUBJID", "PARAMCD", "AVISITN", "AVAL", "BASE", "CHG"))
if (!is.null(scores)) {
  scores <- with_people(scores)
  weeks <- sort(unique(scores$AVISITN[scores$AVISITN >= 0]))
  for (s in chosen(scores, wanted_scores)) {
    start <- scores[scores$PARAMCD == s & scores$AVISITN %in% 0, ]
    if (nrow(start)) baseline(s, start$AVAL, start$arm)
    d <- scores[scores$PARAMCD == s & !is.na(scores$AVISITN) & scores$AVISITN > 0, ]
    if (paired) next
    ancova(d, s)
    mmrm(d, s)
  }
}
endpoints <- table_of("ADEFF.csv", c("USUBJID", "PARAMCD", "PARAM", "PARCAT1", "PARCAT2", "AVISITN", "AVAL", "BASE"))
if (!is.null(endpoints)) {
  endpoints <- with_people(endpoints)
  for (s in unique(endpoints$PARAMCD)) {
    d <- endpoints[endpoints$PARAMCD == s, ]
    cat(s, ": ", d$PARAM[1], " (", d$PARCAT1[1], ", ", d$PARCAT2[1], ")\n", sep = "")
    if (d$PARCAT1[1] == "score") score_endpoint(d, s, d$AVISITN[1]) else share_endpoint(d, s, d$AVISITN[1])
    if (paired && d$PARCAT1[1] == "score") truth_of(d, s, d$AVISITN[1])
  }
}
events <- table_of("ADTTE.csv", c("USUBJID", "PARAMCD", "AVAL", "CNSR"))
if (!is.null(events)) {
  events <- with_people(events)
  for (s in chosen(events, wanted_events)) survival_of(events[events$PARAMCD == s, ], s, weeks)
}
if (is.null(results)) stop("there is nothing to analyse: neither ADQS.csv nor ADTTE.csv told anything")
print(results, row.names = FALSE)
write.csv(format(results, digits = 12, trim = TRUE), "analysis_r.csv", row.names = FALSE, quote = TRUE)
)R";

std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out + '"';
}
std::string list(const std::vector<std::string>& names) {
    std::string out = "c(";
    for (const auto& n : names)
        out += (out.size() > 2 ? ", " : "") + in_quotes(n);
    return out + ")";
}

} // namespace

std::string analysis_r(const RScript& script) {
    expects(!script.reference.empty(), "the script is told the arm the others are held against");
    std::string out(head);
    out += "\nreference <- " + in_quotes(script.reference);
    out += "\nwanted_scores <- " + list(script.scores) + " # none: every one";
    out += "\nwanted_events <- " + list(script.events) + " # none: every one";
    out += std::string("\nby_strata <- ") + (script.strata ? "TRUE" : "FALSE") + "\n";
    return out += body;
}

void write_analysis_r(const RScript& script, const std::filesystem::path& folder) {
    write_file(folder / "analysis.R", analysis_r(script));
}

} // namespace rewire::trial
