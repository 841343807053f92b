using Azure.Data.Tables;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Documents;

namespace Soc.Storage.Azure;

/// <summary>Writes of one key by one writer that came together: the last one's state is stored, and all hear what became of it.</summary>
internal sealed class AzureEntityUpdate(PendingEntityWrite first)
{
    private readonly List<PendingEntityWrite> _writes = [first];

    public string Key { get; } = first.Key!;

    public AzureEntityRow Place { get; } = AzureEntityRow.Of(first.Key!);

    public EntityWriter Writer { get; } = first.Writer;

    public ReadOnlyMemory<byte> State => _writes[^1].State;

    /// <summary>What the row is expected to be; null before it is prepared.</summary>
    public AzureKnownEntity? Known { get; set; }

    /// <summary>The row to be written.</summary>
    public TableEntity? Row { get; set; }

    public EntityStamp NextStamp => new(Writer.Number, Known!.Value.Stamp.Version + 1);

    /// <summary>Why it is not stored.</summary>
    public Exception? Failure { get; private set; }

    public bool IsDecided { get; private set; }

    public void Add(PendingEntityWrite write) => _writes.Add(write);

    public TableTransactionAction Action() => Known!.Value.IsStored
        ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, Row!, Known.Value.Tag)
        : new TableTransactionAction(TableTransactionActionType.Add, Row!);

    public void Complete()
    {
        IsDecided = true;
        _writes.ForEach(w => w.Complete());
    }

    public void Fail(Exception reason)
    {
        IsDecided = true;
        Failure = reason;
        _writes.ForEach(w => w.Fail(reason));
    }
}
