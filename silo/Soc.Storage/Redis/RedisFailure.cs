using System.Net.Sockets;
using StackExchange.Redis;

namespace Soc.Storage.Redis;

/// <summary>What a failure of the server means, in words that say what to do. Never names the password.</summary>
internal static class RedisFailure
{
    private const string Afterwards = " What was acknowledged is kept, and the store goes on by itself afterwards.";

    /// <summary>Some writes of a group went to a server that does not have those before.</summary>
    public static readonly RedisException Switched = new("another server took over in between");

    /// <summary>Of one key, and others are not concerned.</summary>
    public static bool IsOfTheValue(Exception failure) =>
        failure is RedisServerException e && (e.Kind == RedisErrorKind.WrongType || e.Message.StartsWith("FOREIGN", StringComparison.Ordinal));

    public static bool IsScriptMissing(Exception failure) => failure is RedisServerException { Kind: RedisErrorKind.NoScript };

    /// <summary>What the driver throws when the server is away, slow or unwilling.</summary>
    public static bool IsOfTheServer(Exception failure) => failure is RedisException or RedisCommandException or TimeoutException or SocketException or IOException or ObjectDisposedException;

    /// <summary>For a store that is in use.</summary>
    public static Exception InUse(Exception failure, string target) => failure switch
    {
        StoreUnavailableException => failure,
        _ when IsOfTheValue(failure) =>
            new InvalidOperationException($"A key of {target} holds something else than this store put there ({failure.Message}): give each installation a {RedisOptions.Section}:KeyPrefix of its own.", failure),
        _ => new StoreUnavailableException(Words(failure, target) + Afterwards, failure),
    };

    /// <summary>For a store that is not yet.</summary>
    public static StoreUnavailableException CannotOpen(Exception failure, string target) => failure as StoreUnavailableException ?? new(Words(failure, target), failure);

    /// <summary>The server is back, with less than it acknowledged.</summary>
    public static StoreUnavailableException WritesWereLost(string target) => new(
        $"{target} no longer has what it acknowledged: a stand-by that was behind took over, or it was restarted without its last moments. " +
        "The log is to be read again from the offsets that are left there: restart this silo, which does that. Until then no offset is moved on, so that nothing is skipped. " +
        "'appendfsync always' and 'min-replicas-to-write' on the server keep it from happening.");

    private static string Words(Exception failure, string target) => failure switch
    {
        _ when Find<RedisServerException>(failure) is { } server => Words(server, target),
        RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } => Refused(target, failure.Message),
        _ when Find<SocketException>(failure) is { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery } =>
            $"There is no host by the name of {target} ({failure.Message}): check it in {RedisOptions.Section}:ConnectionString, and the name server.",
        RedisTimeoutException or TimeoutException =>
            $"{target} did not answer in time: it is overloaded or stands still, or the network lost it.",
        RedisConnectionException { FailureType: ConnectionFailureType.UnableToConnect } when failure.Message.Contains("replica", StringComparison.Ordinal) => ReadOnly(target),
        RedisConnectionException =>
            $"{target} cannot be reached ({failure.Message}): start the server, or check host and port in {RedisOptions.Section}:ConnectionString.",
        _ => $"{target} failed ({failure.Message}).",
    };

    private static string Words(RedisServerException e, string target) => e.Kind switch
    {
        RedisErrorKind.NoAuth or RedisErrorKind.WrongPass => Refused(target, e.Message),
        RedisErrorKind.NoPermission or RedisErrorKind.NotPermitted =>
            $"{target} does not let this user do what is needed ({e.Message}): grant it GET, SET, GETRANGE, INCR, DEL, SCAN, EVALSHA and SCRIPT on its keys.",
        RedisErrorKind.ReadOnly => ReadOnly(target),
        RedisErrorKind.OutOfMemory =>
            $"{target} is out of memory ({e.Message}): raise its maxmemory, or free some there.",
        RedisErrorKind.Misconfigured =>
            $"{target} takes no writes because it cannot store them ({e.Message}): free some space on its disk.",
        RedisErrorKind.NoReplicas =>
            $"{target} takes no writes because too few replicas follow it ({e.Message}): start them.",
        RedisErrorKind.Loading or RedisErrorKind.MasterDown or RedisErrorKind.Busy or RedisErrorKind.TryAgain =>
            $"{target} is starting or busy ({e.Message}).",
        _ => $"{target} failed ({e.Message}).",
    };

    private static string Refused(string target, string message) =>
        $"{target} refused the login ({message}): check user and password in {RedisOptions.Section}:ConnectionString ('host:6379,user=…,password=…').";

    private static string ReadOnly(string target) =>
        $"{target} takes no writes: it is a read-only replica. Name the primary, or the Sentinels with serviceName, in {RedisOptions.Section}:ConnectionString.";

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
