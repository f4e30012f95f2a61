import type { ServicePlan, StaticInstance } from '@tsk/schemas/plan';
import { byDefault, type Draft } from './draft.ts';
import type { Settings } from './settings.ts';

/** Lowers `[service]`. */
export function lowerService(settings: Settings): Draft<ServicePlan> {
  return {
    name: settings.string(['service.name'], 'service'),
    provider: settings.choice(['service.provider'], ['process', 'static'], 'process'),
    command: settings.string(['service.command'], null),
    args: settings.strings('service.args', []),
    env: Object.fromEntries(
      settings.keysOf('service.env').map((name) => [name, settings.string([['service', 'env', name]], '')]),
    ),
    workingDirectory: settings.string(['service.working_directory'], null),
    portVariable: settings.string(['service.port_variable'], 'PORT'),
    cpuCores: settings.number(['service.cpu_cores'], 1),
    memoryBytes: settings.number(['service.memory'], null),
    startTimeoutMs: settings.number(['service.start_timeout'], 30_000),
    drainTimeoutMs: settings.number(['service.drain_timeout'], 30_000),
    stopTimeoutMs: settings.number(['service.stop_timeout'], 5_000),
  };
}

/** Lowers `[load_balancing.instances]`, in the order of the configuration. */
export function lowerInstances(settings: Settings): readonly Draft<StaticInstance>[] {
  return settings.keysOf('load_balancing.instances').map((name) => {
    const at = (key: string): readonly string[] => ['load_balancing', 'instances', name, key];
    return {
      name: byDefault(name),
      host: settings.string([at('host')], '127.0.0.1'),
      port: settings.number([at('port')], 80),
      weight: settings.number([at('weight')], 1),
      maxRequests: settings.number([at('max_connections')], 0),
    };
  });
}
