using Soc.Model.Response;

namespace Soc.Response;

/// <summary>Tells people about operations.</summary>
public interface IOperationNotices
{
    /// <summary>Completes when it is in safe hands. After a crash the same notice, by its operation and number, may come again.</summary>
    ValueTask TellAsync(OperationState operation, OperationNotice notice, CancellationToken cancellationToken);
}
