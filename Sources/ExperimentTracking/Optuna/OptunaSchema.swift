/// The tables of Optuna's relational storage, schema 12, with the names and types that its models ask for.
enum OptunaSchema {
  /// The distribution of a share.
  static let share =
    #"{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0, "high": 1.0, "log": false}}"#

  static let tables =
    version + attributes(of: "study", in: "studies") + attributes(of: "trial", in: "trials")
    + trials

  private static let version = """
    CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
    INSERT INTO alembic_version VALUES ('v3.2.0.a');
    CREATE TABLE version_info (
      version_info_id INTEGER NOT NULL PRIMARY KEY CHECK (version_info_id = 1),
      schema_version INTEGER,
      library_version VARCHAR(256)
    );
    INSERT INTO version_info VALUES (1, 12, '4.0.0');
    CREATE TABLE studies (
      study_id INTEGER NOT NULL PRIMARY KEY,
      study_name VARCHAR(512) NOT NULL UNIQUE
    );
    CREATE TABLE study_directions (
      study_direction_id INTEGER NOT NULL PRIMARY KEY,
      direction VARCHAR(8) NOT NULL,
      study_id INTEGER NOT NULL REFERENCES studies,
      objective INTEGER NOT NULL,
      UNIQUE (study_id, objective)
    );
    CREATE TABLE trials (
      trial_id INTEGER NOT NULL PRIMARY KEY,
      number INTEGER,
      study_id INTEGER REFERENCES studies,
      state VARCHAR(8) NOT NULL,
      datetime_start DATETIME,
      datetime_complete DATETIME
    );
    CREATE INDEX ix_trials_study_id ON trials (study_id);

    """

  private static let trials = """
    CREATE TABLE trial_params (
      param_id INTEGER NOT NULL PRIMARY KEY,
      trial_id INTEGER REFERENCES trials,
      param_name VARCHAR(512),
      param_value FLOAT,
      distribution_json TEXT,
      UNIQUE (trial_id, param_name)
    );
    CREATE TABLE trial_values (
      trial_value_id INTEGER NOT NULL PRIMARY KEY,
      trial_id INTEGER NOT NULL REFERENCES trials,
      objective INTEGER NOT NULL,
      value FLOAT,
      value_type VARCHAR(7) NOT NULL,
      UNIQUE (trial_id, objective)
    );
    CREATE TABLE trial_intermediate_values (
      trial_intermediate_value_id INTEGER NOT NULL PRIMARY KEY,
      trial_id INTEGER NOT NULL REFERENCES trials,
      step INTEGER NOT NULL,
      intermediate_value FLOAT,
      intermediate_value_type VARCHAR(7) NOT NULL,
      UNIQUE (trial_id, step)
    );
    CREATE TABLE trial_heartbeats (
      trial_heartbeat_id INTEGER NOT NULL PRIMARY KEY,
      trial_id INTEGER NOT NULL UNIQUE REFERENCES trials,
      heartbeat DATETIME NOT NULL
    );
    """

  private static func attributes(of owner: String, in table: String) -> String {
    ["user", "system"].map { kind in
      """
      CREATE TABLE \(owner)_\(kind)_attributes (
        \(owner)_\(kind)_attribute_id INTEGER NOT NULL PRIMARY KEY,
        \(owner)_id INTEGER REFERENCES \(table),
        "key" VARCHAR(512),
        value_json TEXT,
        UNIQUE (\(owner)_id, "key")
      );

      """
    }.joined()
  }
}
