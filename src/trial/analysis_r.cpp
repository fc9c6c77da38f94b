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
  for (n in intersect(names(d), c("AVISITN", "AVAL", "BASE", "CHG", "CNSR"))) d[[n]] <- as.numeric(d[[n]])
  d
}
people <- table_of("ADSL.csv", c("USUBJID", "TRT01P", "STRATA"))
if (is.null(people)) stop("ADSL.csv is not beside this script")
if (!reference %in% people$TRT01P) stop("nobody in ADSL.csv has TRT01P ", reference)
people$arm <- factor(people$TRT01P, levels = c(reference, setdiff(unique(people$TRT01P), reference)))
if (by_strata && anyNA(people$STRATA)) {
  if (!all(is.na(people$STRATA))) cat("STRATA is not known of everyone: nothing is adjusted for it\n")
  by_strata <- FALSE
}
people$STRATA <- factor(people$STRATA)
with_people <- function(d) {
  stranger <- setdiff(d$USUBJID, people$USUBJID)
  if (length(stranger)) stop(length(stranger), " people are not in ADSL.csv, the first: ", stranger[1])
  cbind(d, people[match(d$USUBJID, people$USUBJID), c("arm", "STRATA")])
}
chosen <- function(d, wanted) {
  absent <- setdiff(wanted, d$PARAMCD)
  if (length(absent)) stop("no PARAMCD ", paste(absent, collapse = ", "))
  if (length(wanted)) wanted else unique(d$PARAMCD)
}
# Strata tell something where there are two or more.
stratified <- function(d) by_strata && nlevels(droplevels(d$STRATA)) > 1

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
  fit <- if (stratified(u)) lm(AVAL ~ factor(arm) + BASE + STRATA, u) else lm(AVAL ~ factor(arm) + BASE, u)
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
  means <- if (stratified(u)) CHG ~ BASE * week + arm * week + STRATA else CHG ~ BASE * week + arm * week
  fit <- gls(means, u, correlation = corSymm(form = ~ visit | subject), weights = varIdent(form = ~ 1 | visit),
             control = glsControl(maxIter = 200, msMaxIter = 500))
  b <- coef(fit)
  df <- fit$dims$N - fit$dims$p
  for (a in levels(u$arm)[-1]) for (w in levels(u$week)) {
    at <- as.numeric(names(b) %in% c(paste0("arm", a), paste0("week", w, ":arm", a)))
    note_t("MMRM", score, as.numeric(w), paste(a, "-", reference), sum(at * b), sqrt(drop(at %*% vcov(fit) %*% at)), df)
  }
})

survival_of <- function(d, score) told("survival", score, {
  u <- d[!is.na(d$AVAL) & !is.na(d$CNSR), ]
  u$arm <- droplevels(u$arm)
  u$had <- Surv(u$AVAL, u$CNSR == 0)
  for (a in levels(u$arm)) {
    curve <- survfit(had ~ 1, u[u$arm == a, ], conf.type = "log-log")
    half <- quantile(curve, 0.5)
    note("Kaplan-Meier median", score, NA, a, half$quantile, NA, NA, half$lower, half$upper)
  }
  by <- stratified(u)
  test <- if (by) survdiff(had ~ arm + strata(STRATA), u) else survdiff(had ~ arm, u)
  df <- length(test$n) - 1
  note("log-rank chi-squared", score, NA, "all arms", test$chisq, NA, df,
       p = pchisq(test$chisq, df, lower.tail = FALSE))
  exact <- coxph.control(eps = 1e-12, toler.chol = 1e-13, iter.max = 50)
  fit <- if (by) coxph(had ~ arm + strata(STRATA), u, ties = "efron", control = exact)
         else coxph(had ~ arm, u, ties = "efron", control = exact)
  s <- summary(fit)
  for (a in levels(u$arm)[-1]) {
    row <- paste0("arm", a)
    note("Cox hazard ratio", score, NA, paste(a, "to", reference), s$coefficients[row, 2], s$coefficients[row, 3], NA,
         s$conf.int[row, 3], s$conf.int[row, 4], s$coefficients[row, 5]) # se: of the logarithm
  }
})

scores <- table_of("ADQS.csv", c("USUBJID", "PARAMCD", "AVISITN", "AVAL", "BASE", "CHG"))
if (!is.null(scores)) {
  scores <- with_people(scores)
  for (s in chosen(scores, wanted_scores)) {
    d <- scores[scores$PARAMCD == s & !is.na(scores$AVISITN) & scores$AVISITN > 0, ]
    ancova(d, s)
    mmrm(d, s)
  }
}
events <- table_of("ADTTE.csv", c("USUBJID", "PARAMCD", "AVAL", "CNSR"))
if (!is.null(events)) {
  events <- with_people(events)
  for (s in chosen(events, wanted_events)) survival_of(events[events$PARAMCD == s, ], s)
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
