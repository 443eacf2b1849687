import GRDB

/// The tables of a journal and how to tell one from another database.
enum JournalSchema {
  /// The tables that hold what happened, in the order in which a transcript lists them.
  ///
  /// What differs between two runs that came out the same is left out: the times, the request (with
  /// its number of workers and its folder), and snapshots.
  static let transcript: [(table: String, key: [String], leftOut: Set<String>)] = [
    ("run", ["run"], ["experiment"]),
    ("tasks", ["task"], []),
    ("targets", ["target"], []),
    ("pulls", ["round"], ["seconds"]),
    ("arms", ["task"], []),
    ("trials", ["trial", "reached"], ["seconds"]),
    ("asks", ["ask"], []),
    ("proposals", ["trial"], []),
    ("regrets", ["measurements"], []),
    ("recommendation", ["recommendation"], []),
    ("confirmations", ["candidate", "replicate"], ["seconds"]),
    ("policy_runs", ["policy", "replicate"], ["seconds"]),
    ("notes", ["stage", "text"], ["note"]),
  ]

  /// The format of a run's journal.
  static var format: JournalFormat {
    JournalFormat(
      applicationID: JournalFormat.run, version: Journal.formatVersion, writer: "autosem run",
      migrator: migrator)
  }

  /// A migration that was once released is never changed.
  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(sql: version1)
    }
    migrator.registerMigration("2") { database in
      try database.execute(sql: version2)
    }
    migrator.registerMigration("3") { database in
      try database.execute(sql: version3)
    }
    migrator.registerMigration("4") { database in
      try database.execute(sql: version4)
    }
    migrator.registerMigration("5") { database in
      try database.execute(sql: version5)
    }
    migrator.registerMigration("6") { database in
      try database.execute(sql: version6)
    }
    migrator.registerMigration("7") { database in
      try database.execute(sql: version7)
    }
    migrator.registerMigration("8") { database in
      try database.execute(sql: version8)
    }
    return migrator
  }

  private static let version1 = """
    PRAGMA application_id = \(JournalFormat.run);
    PRAGMA user_version = 1;

    CREATE TABLE run (
      run INTEGER PRIMARY KEY CHECK (run = 1),
      version TEXT NOT NULL,
      experiment TEXT NOT NULL,
      origin TEXT NOT NULL,
      is_synthetic INTEGER NOT NULL,
      fingerprint TEXT NOT NULL,
      is_finished INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    CREATE TABLE tasks (
      task INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      is_primary INTEGER NOT NULL,
      metric TEXT NOT NULL,
      training_examples INTEGER NOT NULL,
      validation_examples INTEGER NOT NULL,
      test_examples INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE pulls (
      round INTEGER PRIMARY KEY,
      task INTEGER NOT NULL REFERENCES tasks,
      reward REAL NOT NULL,
      baseline REAL,
      metric REAL NOT NULL,
      loss REAL NOT NULL,
      examples INTEGER NOT NULL,
      batches INTEGER NOT NULL,
      seconds REAL NOT NULL
    ) STRICT;

    CREATE TABLE snapshot (
      snapshot INTEGER PRIMARY KEY CHECK (snapshot = 1),
      after_round INTEGER NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;

    CREATE TABLE arms (
      task INTEGER PRIMARY KEY REFERENCES tasks,
      pulls INTEGER NOT NULL,
      successes REAL NOT NULL,
      failures REAL NOT NULL,
      probability_helps REAL,
      is_kept INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE trials (
      trial INTEGER PRIMARY KEY,
      proposal TEXT NOT NULL,
      weights TEXT NOT NULL,
      ratio TEXT,
      seed TEXT NOT NULL,
      metric REAL,
      loss REAL,
      examples INTEGER,
      failure TEXT,
      batches INTEGER NOT NULL,
      seconds REAL NOT NULL,
      CHECK ((metric IS NULL) <> (failure IS NULL))
    ) STRICT;

    CREATE TABLE recommendation (
      recommendation INTEGER PRIMARY KEY CHECK (recommendation = 1),
      weights TEXT NOT NULL,
      ratio TEXT,
      predicted_mean REAL,
      predicted_standard_deviation REAL
    ) STRICT;

    CREATE TABLE confirmations (
      candidate TEXT NOT NULL,
      replicate INTEGER NOT NULL,
      weights TEXT NOT NULL,
      ratio TEXT,
      seed TEXT NOT NULL,
      metric REAL,
      loss REAL,
      examples INTEGER,
      failure TEXT,
      batches INTEGER NOT NULL,
      seconds REAL NOT NULL,
      PRIMARY KEY (candidate, replicate),
      CHECK ((metric IS NULL) <> (failure IS NULL))
    ) STRICT;

    CREATE TABLE notes (
      note INTEGER PRIMARY KEY,
      stage TEXT NOT NULL,
      text TEXT NOT NULL,
      UNIQUE (stage, text)
    ) STRICT;
    """

  /// A trial may be measured several times, and what is still to be gained may be estimated.
  private static let version2 = """
    PRAGMA user_version = 2;

    ALTER TABLE trials RENAME TO trials1;

    CREATE TABLE trials (
      trial INTEGER NOT NULL,
      reached INTEGER NOT NULL,
      proposal TEXT NOT NULL,
      weights TEXT NOT NULL,
      ratio TEXT,
      seed TEXT NOT NULL,
      metric REAL,
      loss REAL,
      examples INTEGER,
      failure TEXT,
      batches INTEGER NOT NULL,
      seconds REAL NOT NULL,
      PRIMARY KEY (trial, reached),
      CHECK ((metric IS NULL) <> (failure IS NULL))
    ) STRICT;

    INSERT INTO trials
    SELECT trial, batches, proposal, weights, ratio, seed, metric, loss, examples, failure, batches,
      seconds
    FROM trials1;

    DROP TABLE trials1;

    CREATE TABLE regrets (
      measurements INTEGER PRIMARY KEY,
      regret REAL NOT NULL,
      noise REAL NOT NULL
    ) STRICT;
    """

  /// Pulls may fail.
  private static let version3 = """
    PRAGMA user_version = 3;

    ALTER TABLE pulls RENAME TO pulls2;

    CREATE TABLE pulls (
      round INTEGER PRIMARY KEY,
      task INTEGER NOT NULL REFERENCES tasks,
      reward REAL NOT NULL,
      baseline REAL,
      metric REAL,
      loss REAL,
      examples INTEGER,
      failure TEXT,
      batches INTEGER NOT NULL,
      seconds REAL NOT NULL,
      CHECK ((metric IS NULL) <> (failure IS NULL))
    ) STRICT;

    INSERT INTO pulls
    SELECT round, task, reward, baseline, metric, loss, examples, NULL, batches, seconds FROM pulls2;

    DROP TABLE pulls2;
    """

  /// A run may be a comparison of policies.
  private static let version4 = """
    PRAGMA user_version = 4;

    ALTER TABLE run ADD COLUMN kind TEXT NOT NULL DEFAULT 'search'
      CHECK (kind IN ('search', 'comparison'));

    CREATE TABLE policy_runs (
      policy TEXT NOT NULL,
      replicate INTEGER NOT NULL,
      seed TEXT NOT NULL,
      metric REAL,
      loss REAL,
      examples INTEGER,
      failure TEXT,
      validation_metric REAL,
      validation_loss REAL,
      validation_examples INTEGER,
      kept_at INTEGER,
      weights TEXT NOT NULL,
      ratio TEXT,
      batches INTEGER NOT NULL,
      seconds REAL NOT NULL,
      PRIMARY KEY (policy, replicate),
      CHECK ((metric IS NULL) <> (failure IS NULL))
    ) STRICT;
    """

  /// Each test example may have a score, and each validation example a loss.
  private static let version5 = """
    PRAGMA user_version = 5;

    ALTER TABLE confirmations ADD COLUMN scores BLOB;
    ALTER TABLE policy_runs ADD COLUMN scores BLOB;
    ALTER TABLE pulls ADD COLUMN losses BLOB;
    ALTER TABLE pulls ADD COLUMN baseline_losses BLOB;
    """

  /// There may be several targets, with an evaluation of each, and scores that are no target's.
  private static let version6 = """
    PRAGMA user_version = 6;

    CREATE TABLE targets (
      target INTEGER PRIMARY KEY,
      task INTEGER NOT NULL UNIQUE REFERENCES tasks,
      weight REAL NOT NULL,
      lose_at_most REAL,
      is_trained INTEGER NOT NULL
    ) STRICT;

    ALTER TABLE pulls ADD COLUMN parts TEXT;
    ALTER TABLE trials ADD COLUMN parts TEXT;
    ALTER TABLE confirmations ADD COLUMN parts TEXT;
    ALTER TABLE policy_runs ADD COLUMN parts TEXT;

    ALTER TABLE pulls ADD COLUMN other_scores TEXT;
    ALTER TABLE trials ADD COLUMN other_scores TEXT;
    ALTER TABLE confirmations ADD COLUMN other_scores TEXT;
    ALTER TABLE policy_runs ADD COLUMN other_scores TEXT;
    """

  /// Trials may be proposed while others are open.
  private static let version7 = """
    PRAGMA user_version = 7;

    CREATE TABLE proposals (
      trial INTEGER PRIMARY KEY,
      results INTEGER NOT NULL,
      weights TEXT NOT NULL,
      ratio TEXT,
      seed TEXT NOT NULL
    ) STRICT;
    """

  /// Policies have shares over time, and what the optimiser was asked for is kept with its memory.
  private static let version8 = """
    PRAGMA user_version = 8;

    ALTER TABLE policy_runs ADD COLUMN batches_over_time TEXT;

    CREATE TABLE asks (
      ask INTEGER PRIMARY KEY,
      tells INTEGER NOT NULL,
      point TEXT NOT NULL,
      origin TEXT NOT NULL,
      memory TEXT NOT NULL
    ) STRICT;
    """
}
