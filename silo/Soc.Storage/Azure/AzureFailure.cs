using System.Net.Sockets;
using Azure;

namespace Soc.Storage.Azure;

/// <summary>What a failure of the account means, in words that say what to do. Never names the key.</summary>
internal static class AzureFailure
{
    private const string Afterwards = " What was acknowledged is kept, and the store goes on by itself afterwards.";

    /// <summary>Somebody else changed the row, or made or removed it.</summary>
    public static bool IsConflict(Exception failure) => failure is RequestFailedException { Status: 409 or 412 or 404 } e && !IsMissing(e);

    /// <summary>What the service's client throws when the service is away, slow or unwilling.</summary>
    public static bool IsOfTheService(Exception failure) => failure switch
    {
        // Several tries that failed, each with its reason.
        AggregateException e => e.InnerExceptions.All(IsOfTheService),
        _ => failure is RequestFailedException or HttpRequestException or SocketException or IOException or OperationCanceledException or TimeoutException,
    };

    /// <summary>For a store that is in use.</summary>
    public static Exception InUse(Exception failure, string target) => failure switch
    {
        StoreUnavailableException => failure,
        RequestFailedException { Status: 400 or 413 } e => new InvalidOperationException($"The value cannot be stored: {Short(e)}", e),
        _ => new StoreUnavailableException(Words(failure, target) + Afterwards, failure),
    };

    /// <summary>For a store that is not yet.</summary>
    public static StoreUnavailableException CannotOpen(Exception failure, string target) => failure as StoreUnavailableException ?? new(Words(failure, target), failure);

    private static string Words(Exception failure, string target) => failure switch
    {
        _ when Find<SocketException>(failure) is { } socket => Words(socket, target),
        _ when Find<RequestFailedException>(failure) is { Status: > 0 } e => Words(e, target),
        _ when Find<OperationCanceledException>(failure) is not null || Find<TimeoutException>(failure) is not null =>
            $"{target} did not answer in time: it is overloaded, or the network lost it.",
        _ => $"{target} cannot be reached ({failure.Message}).",
    };

    private static string Words(SocketException e, string target) => e.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery =>
            $"There is no host where {target} should be ({e.Message}): check AccountName and EndpointSuffix in {AzureOptions.Section}:ConnectionString, and the name server.",
        SocketError.ConnectionRefused =>
            $"Nothing listens where {target} should be: check the endpoints in {AzureOptions.Section}:ConnectionString.",
        _ => $"{target} cannot be reached ({e.Message}).",
    };

    private static string Words(RequestFailedException e, string target) => e.Status switch
    {
        401 or 403 when e.ErrorCode is "AuthorizationPermissionMismatch" or "InsufficientAccountPermissions" =>
            $"{target} does not let this login do what is needed ({Short(e)}): let it read, write, list, add, delete and make tables, blobs and containers.",
        401 or 403 when e.ErrorCode is "AuthorizationFailure" =>
            $"{target} refused the key or this machine ({Short(e)}): check AccountName and AccountKey in {AzureOptions.Section}:ConnectionString, and see that the account's firewall lets this machine in.",
        401 or 403 =>
            $"{target} refused the key ({Short(e)}): check AccountName and AccountKey in {AzureOptions.Section}:ConnectionString, and this machine's clock.",
        429 or 503 =>
            $"{target} takes no more for now ({Short(e)}): it is beyond the account's limits, or busy.",
        404 when IsMissing(e) =>
            $"{target} has lost a table or the container ({Short(e)}): restore it, or restart to begin with empty ones.",
        409 when e.ErrorCode is "TableBeingDeleted" or "ContainerBeingDeleted" =>
            $"{target} is still deleting what had this name before ({Short(e)}): try again in a minute, or take another {AzureOptions.Section}:Prefix.",
        _ => $"{target} failed ({Short(e)}).",
    };

    private static bool IsMissing(RequestFailedException e) => e.ErrorCode is "TableNotFound" or "ContainerNotFound";

    // The whole message is a page with headers.
    private static string Short(RequestFailedException e) => $"{e.Status} {e.ErrorCode ?? e.Message.Split('\n', 2)[0].Trim()}";

    private static T? Find<T>(Exception failure)
        where T : Exception
    {
        if (failure is AggregateException several)
        {
            return several.InnerExceptions.Select(Find<T>).LastOrDefault(e => e is not null);
        }

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
