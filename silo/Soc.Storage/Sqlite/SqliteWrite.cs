using Microsoft.Data.Sqlite;

namespace Soc.Storage.Sqlite;

/// <summary>One caller's write within a group.</summary>
internal sealed record SqliteWrite(Action<SqliteConnection> Run, Action Complete, Action<Exception> Fail);
