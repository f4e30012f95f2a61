/** Where the page finds what it loads. */
export interface PageSources {
  /** The addresses of its script and its style. */
  readonly script: string;
  readonly style: string;
  /** Where it may load styles from, in the words of a content security policy. */
  readonly styleSource: string;
}

/**
 * The page of a preview. It may load its own script and style and nothing else: no network, no inline script or style, no frame.
 * All that it shows comes in messages.
 */
export function pageHtml({ script, style, styleSource }: PageSources): string {
  const nonce = makeNonce();
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; style-src ${styleSource}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>TSK Preview</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

function makeNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
