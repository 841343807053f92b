using System.Net.Sockets;
using Npgsql;

namespace Soc.Storage.PostgreSql;

/// <summary>What a failure of the server means, in words that say what to do. Never names the password.</summary>
internal static class PostgresFailure
{
    private const string Afterwards = " What was acknowledged is kept, and the store goes on by itself afterwards.";

    /// <summary>The value does not fit, and others are not concerned.</summary>
    public static bool IsOfTheValue(Exception failure) => failure switch
    {
        // Data exceptions, constraints, limits of the program (a value of a gigabyte).
        PostgresException e => e.SqlState[..2] is "22" or "23" or "54",
        NpgsqlException or SocketException or IOException or TimeoutException => false,
        ArgumentException or InvalidCastException or FormatException or OverflowException => true,
        _ => false,
    };

    /// <summary>The server took everything back, and the same again may pass.</summary>
    public static bool IsConflict(Exception failure) => failure is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <summary>The connection is gone; what was sent on it may or may not have been done.</summary>
    public static bool IsLostConnection(Exception failure) => failure switch
    {
        PostgresException e => e.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or "57P05",
        NpgsqlException { InnerException: TimeoutException } => false,
        NpgsqlException or SocketException or IOException => true,
        _ => false,
    };

    /// <summary>For a store that is in use.</summary>
    public static StoreUnavailableException Unavailable(Exception failure, PostgresTarget target) =>
        failure as StoreUnavailableException ?? new(Words(failure, target) + Afterwards, failure);

    /// <summary>For a store that is not yet.</summary>
    public static StoreUnavailableException CannotOpen(Exception failure, PostgresTarget target) => failure as StoreUnavailableException ?? new(Words(failure, target), failure);

    private static string Words(Exception failure, PostgresTarget target) => failure switch
    {
        PostgresException e => Words(e, target),
        _ when Find<SocketException>(failure) is { } socket => Words(socket, target),
        _ when Find<TimeoutException>(failure) is not null =>
            $"{target} did not answer in time: it is overloaded, or the network lost it.",
        _ when IsLostConnection(failure) =>
            $"The connection to {target} is lost ({failure.Message}): the server stopped, or the network failed.",
        _ => $"{target} failed ({failure.Message}).",
    };

    private static string Words(SocketException e, PostgresTarget target) => e.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery =>
            $"There is no host by the name of {target.Host} ({e.Message}): check Host in {target.Setting}, and the name server.",
        SocketError.ConnectionRefused =>
            $"Nothing listens where {target} should be: start the server, or check Host and Port in {target.Setting}.",
        _ => $"{target} cannot be reached ({e.Message}).",
    };

    private static string Words(PostgresException e, PostgresTarget target) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"{target} refused the login ({e.MessageText}): check Username and Password in {target.Setting}, and the server's pg_hba.conf.",
        PostgresErrorCodes.InvalidCatalogName =>
            $"{target} has no such database: make it with 'createdb --encoding=UTF8 {target.Database}', or correct Database in {target.Setting}.",
        PostgresErrorCodes.DiskFull =>
            $"The disk of {target} is full: free some space there.",
        PostgresErrorCodes.TooManyConnections =>
            $"{target} has no connection left: raise its max_connections, or lower 'Maximum Pool Size' in {target.Setting}.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            $"{target} is stopping or starting ({e.MessageText}).",
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            $"{target} takes no writes: it is a stand-by or set to read-only. Name the primary in {target.Setting}.",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"{target} does not let this user do what is needed ({e.MessageText}): let it own the schema {PostgresMigrator.Schema}, or grant it the rights there.",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedColumn =>
            $"{target} has lost parts of the schema {PostgresMigrator.Schema} ({e.MessageText}): restore it, or start with an empty database.",
        _ => $"{target} failed ({e.SqlState}: {e.MessageText}).",
    };

    private static T? Find<T>(Exception failure)
        where T : Exception
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (e is T found)
            {
                return found;
            }
        }

        return null;
    }
}
