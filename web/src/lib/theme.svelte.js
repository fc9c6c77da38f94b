// Whether the page is dark now: for what is painted by numbers and not by style sheets.
export const theme = $state({ dark: false });
