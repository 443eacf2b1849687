import GRDB

/// The tables of the journal of an ask-tell optimiser.
enum OptimizationSchema {
  /// The format of such a journal.
  static var format: JournalFormat {
    JournalFormat(
      applicationID: JournalFormat.optimization, version: OptimizationJournal.formatVersion,
      writer: "autosem optimize", migrator: migrator)
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
    return migrator
  }

  private static let version1 = """
    PRAGMA application_id = \(JournalFormat.optimization);
    PRAGMA user_version = 1;

    CREATE TABLE optimization (
      optimization INTEGER PRIMARY KEY CHECK (optimization = 1),
      version TEXT NOT NULL,
      space TEXT NOT NULL,
      seed TEXT NOT NULL,
      budget INTEGER,
      is_noisy INTEGER
    ) STRICT;

    CREATE TABLE asks (
      ask INTEGER PRIMARY KEY,
      tells INTEGER NOT NULL,
      point TEXT NOT NULL,
      origin TEXT NOT NULL,
      memory TEXT NOT NULL
    ) STRICT;

    CREATE TABLE tells (
      tell INTEGER PRIMARY KEY,
      ask INTEGER REFERENCES asks,
      point TEXT NOT NULL,
      objective REAL,
      noise REAL
    ) STRICT;
    """

  private static let version2 = """
    PRAGMA user_version = 2;

    ALTER TABLE optimization ADD COLUMN acquisition TEXT;
    ALTER TABLE optimization ADD COLUMN hyperparameter_samples INTEGER;
    """

  private static let version3 = """
    PRAGMA user_version = 3;

    CREATE TABLE withdrawals (
      withdrawal INTEGER PRIMARY KEY,
      ask INTEGER NOT NULL REFERENCES asks,
      asks INTEGER NOT NULL,
      tells INTEGER NOT NULL
    ) STRICT;
    """
}
