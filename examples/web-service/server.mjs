// A service knows nothing of its balancer: it listens on the port it is told, answers a health check, and ends when asked.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  if (request.url === '/health') return response.end('ok');
  response.setHeader('Content-Type', 'text/plain');
  response.setHeader('Cache-Control', 'public, max-age=5');
  response.end(`Hello from process ${process.pid}\n`);
});

server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => server.close());
