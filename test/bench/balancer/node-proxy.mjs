/** A proxy made with one of the packages of that name, as its documentation shows it: round robin, kept connections. */
import { Agent, createServer } from 'node:http';

const [name, port, ...backends] = process.argv.slice(2);
const module = await import(name);
const create = module.createProxyServer ?? module.default.createProxyServer;
const proxy = create({ agent: new Agent({ keepAlive: true, maxSockets: 1024 }), xfwd: true });
proxy.on('error', (_, __, response) => response.destroy());
let turn = 0;
createServer((request, response) => {
  turn = (turn + 1) % backends.length;
  proxy.web(request, response, { target: `http://127.0.0.1:${backends[turn]}` });
}).listen(Number(port), '127.0.0.1');
