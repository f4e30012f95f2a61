import './style.css';
import { connectHost } from './host.ts';
import { PreviewPage } from './preview-page.ts';
import { followTheme } from './read-theme.ts';

const host = connectHost();
const page = new PreviewPage(host);
document.body.append(page.element);
followTheme(() => page.recolor());
host.listen((message) => page.take(message));
host.send({ kind: 'ready', state: host.kept() });
