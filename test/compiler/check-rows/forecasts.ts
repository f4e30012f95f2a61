import type { Row } from './row.ts';

const pressure = (more: string): string => `[auto_scaling]\nscoring = "pressure"\n${more}\n`;
const predictive = (table: string, more = ''): string =>
  `[auto_scaling]\nscoring = "pressure"\nstrategy = "predictive"\n${more}[auto_scaling.predictive]\n${table}\n`;

/** Forecasts: horizon, history and confidence. */
export const forecasts: readonly Row[] = [
  ['TSK5129', predictive('prediction_window = 3600'), predictive('algorithm = "auto"')],
  ['TSK5130', predictive('horizon = 29'), predictive('horizon = 30')],
  [
    'TSK5130',
    `${predictive('horizon = 90')}[simulation]\nstart_up = 91\n`,
    `${predictive('horizon = 90')}[simulation]\nstart_up = 90\n`,
  ],
  ['TSK5131', predictive('confidence_threshold = 0.8'), predictive('algorithm = "auto"\nconfidence_threshold = 0.8')],
  [
    'TSK5132',
    pressure('strategy = "reactive"\npredictive = true'),
    pressure('strategy = "reactive"\npredictive = false'),
  ],
  ['TSK5133', predictive('enabled = false'), predictive('enabled = true')],
  [
    'TSK5134',
    predictive('algorithm = "holt_winters"\nprediction_window = 47h'),
    predictive('algorithm = "holt_winters"\nprediction_window = 48h'),
  ],
  [
    'TSK5134',
    predictive('algorithm = "seasonal_naive"\nprediction_window = 1d'),
    predictive('algorithm = "seasonal_naive"\nprediction_window = 25h'),
  ],
  // Of 80 % there have to be four errors, of 95 % nineteen, and two points to begin with.
  ['TSK5135', predictive('prediction_window = 240'), predictive('prediction_window = 300')],
  [
    'TSK5135',
    predictive('prediction_window = 1140\nconfidence_threshold = 95'),
    predictive('prediction_window = 1200\nconfidence_threshold = 95'),
  ],
];
