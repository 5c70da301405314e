export interface DeployOptions {
  /** Validates only; nothing is saved. */
  checkOnly: boolean;
}

export interface DeployMessage {
  /** `CustomField`, `PermissionSet`; empty for problems of the package itself. */
  componentType: string;
  fullName: string;
  fileName: string;
  problem: string | null;
  problemType: 'Warning' | 'Error' | null;
  created: boolean;
  changed: boolean;
  lineNumber: number | null;
}

export type DeployState =
  'Pending' | 'InProgress' | 'Succeeded' | 'SucceededPartial' | 'Failed' | 'Canceling' | 'Canceled';

/** The parts of Salesforce's `DeployResult` that this system reads. */
export interface DeployStatus {
  id: string;
  status: DeployState;
  done: boolean;
  success: boolean;
  checkOnly: boolean;
  numberComponentsTotal: number;
  numberComponentsDeployed: number;
  numberComponentErrors: number;
  /** Set when the deployment as a whole broke off. */
  errorMessage: string | null;
  componentFailures: DeployMessage[];
  /** Empty until done. */
  componentSuccesses: DeployMessage[];
}
