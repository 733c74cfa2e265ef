/** File names that a desktop interprets without opening the file, with the expected safe names. */
export const namesThatAct: [string, string][] = [
  ['run.lnk', 'run.lnk_'],
  ['RUN.LNK', 'RUN.LNK_'],
  ['icon.scf', 'icon.scf_'],
  ['site.url', 'site.url_'],
  ['site.website', 'site.website_'],
  ['share.library-ms', 'share.library-ms_'],
  ['share.Search-ms', 'share.Search-ms_'],
  ['share.searchConnector-ms', 'share.searchConnector-ms_'],
  ['colours.theme', 'colours.theme_'],
  ['colours.themepack', 'colours.themepack_'],
  ['colours.deskthemepack', 'colours.deskthemepack_'],
  ['app.appref-ms', 'app.appref-ms_'],
  ['old.pif', 'old.pif_'],
  ['app.desktop', 'app.desktop_'],
  ['desktop.ini', 'desktop.ini_'],
  ['Autorun.INF', 'Autorun.INF_'],
  [
    'Control.{21EC2020-3AEA-1069-A2DD-08002B30309D}',
    'Control.{21EC2020-3AEA-1069-A2DD-08002B30309D}_',
  ],
  ['trailing.lnk. . ', 'trailing.lnk_'],
  ['hidden.l\u200bnk', 'hidden.lnk_'],
  ['a.lnk.txt', 'a.lnk.txt'],
  ['a_lnk', 'a_lnk'],
  ['lnk', 'lnk'],
  [`${'x'.repeat(200)}.lnk`, `${'x'.repeat(145)}.lnk_`],
  [`${'é'.repeat(100)}.lnk`, `${'é'.repeat(72)}.lnk_`],
  [`${'x'.repeat(146)}.lnk${'y'.repeat(50)}`, `${'x'.repeat(145)}.lnk_`],
  [`${'x'.repeat(139)}.library-ms${'y'.repeat(50)}`, `${'x'.repeat(138)}.library-ms_`],
  [`${'x'.repeat(146)}.lnk   ${'y'.repeat(50)}`, `${'x'.repeat(145)}.lnk_`],
  // After truncation to 150 bytes, these end with spaces.
  [`CON${' '.repeat(200)}x`, '_CON'],
  [`aux${' '.repeat(200)}x.txt`, `_aux${' '.repeat(142)}.txt`],
];

/** Long names of characters that the rules remove, replace, combine or count in bytes. */
export function longNames(length: number): { what: string; text: string }[] {
  const of = (...units: string[]) => {
    const unit = units.join('');
    return unit.repeat(Math.ceil(length / unit.length));
  };
  return [
    { what: 'spaces', text: of(' ') },
    { what: 'dots', text: of('.') },
    { what: 'dots and spaces', text: of('. ') },
    { what: 'spaces between letters', text: `a${of(' ')}b` },
    { what: 'dots between letters', text: `a${of('.')}b` },
    { what: 'white space of many kinds', text: of(' \t\n\u00a0\u2003\u3000') },
    { what: 'combining accents', text: `a${of('\u0301')}` },
    { what: 'combining accents in two orders', text: `a${of('\u0301\u0323\u0345')}.txt` },
    { what: 'letters with accents', text: of('e\u0301') },
    { what: 'slashes', text: of('/') },
    { what: 'slashes and dots', text: of('../') },
    { what: 'control characters', text: of('\u0007') },
    { what: 'control characters between letters', text: of('a\u0007\u200b') },
    { what: 'letters of four bytes', text: of('🧬') },
    { what: 'halves of surrogate pairs', text: of('\ud800') },
    { what: 'letters', text: `${of('x')}.vcf.gz` },
    { what: 'extensions', text: of('.gz') },
    { what: 'braces', text: of('.{') },
    { what: 'device names', text: of('CON ') },
  ];
}
