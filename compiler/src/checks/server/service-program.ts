import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, isOff, isOn, relate, replaceValue, switchOn } from '../common/check.ts';

const unused: DiagnosticKind<[key: string]> = {
  code: 'TSK5167',
  mnemonic: 'I_PROGRAM_UNUSED',
  severity: 'info',
  title: 'Program that is not started',
  message: (key) => `\`${key}\` is not used: the provider is "static", whose instances run already.`,
};

const overwritten: DiagnosticKind<[name: string]> = {
  code: 'TSK5168',
  mnemonic: 'W_PORT_OVERWRITTEN',
  severity: 'warning',
  title: 'Variable that the runtime sets itself',
  message: (name) =>
    `\`${name}\` in \`service.env\` has no effect: the runtime sets it to the port that it chose for the instance.`,
};

const silent: DiagnosticKind<[]> = {
  code: 'TSK5169',
  mnemonic: 'W_LOG_NOWHERE',
  severity: 'warning',
  title: 'Log that goes nowhere',
  message: () => 'The log goes neither to the console nor to a file; name a `file`, or leave the console on.',
};

const idle: DiagnosticKind<[]> = {
  code: 'TSK5170',
  mnemonic: 'W_ALERTS_BLIND',
  severity: 'warning',
  title: 'Alerts without measurements',
  message: () =>
    '`alerting` is on, but neither response times nor the use of resources are recorded, so there is nothing to raise an alert on.',
};

const noMaster: DiagnosticKind<[]> = {
  code: 'TSK5171',
  mnemonic: 'W_NO_WRITE_MASTER',
  severity: 'warning',
  title: 'Database that takes no writes',
  message: () => 'The database is on, but `write_master` is 0, so no node takes writes.',
};

/** The program of an instance, and what is observed of it. */
export const serviceProgram: Check = {
  kinds: [unused, overwritten, silent, idle, noMaster],
  *find(context: CheckContext): Generator<Diagnostic> {
    const { service, debug, monitoring, database } = context.plan;
    if (known(service.provider) === 'static' && service.command.place !== undefined) {
      yield report(unused, service.command.place, ['command'], { related: relate([service.provider, 'the provider']) });
    }
    const port = known(service.portVariable);
    const overwriting = port === undefined ? undefined : service.env[port];
    if (port !== undefined && overwriting?.place !== undefined && known(service.provider) === 'process') {
      yield report(overwritten, overwriting.place, [port], { related: relate([service.portVariable, 'set by this']) });
    }
    if (isOn(debug.enabled) && isOff(debug.console) && debug.file.value === null && debug.console.place !== undefined) {
      yield report(silent, debug.console.place, [], { fix: switchOn(context, debug.console) });
    }
    const { alerting, performanceMonitoring, resourceTracking } = monitoring;
    if (isOn(alerting) && alerting.place !== undefined && isOff(performanceMonitoring) && isOff(resourceTracking)) {
      const related = relate([performanceMonitoring, 'off'], [resourceTracking, 'off']);
      yield report(idle, alerting.place, [], { related });
    }
    const { enabled, writeMasters } = database;
    if (isOn(enabled) && known(writeMasters) === 0 && writeMasters.place !== undefined) {
      yield report(noMaster, writeMasters.place, [], { fix: replaceValue(writeMasters.place, '1') });
    }
  },
};
