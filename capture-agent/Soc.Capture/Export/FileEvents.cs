using Soc.Capture.Flows;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Smb;
using Soc.Model.Events;

namespace Soc.Capture.Export;

/// <summary>Shares and files over SMB.</summary>
internal static class FileEvents
{
    /// <returns>Null for what says nothing: a look into a directory.</returns>
    public static SecurityEvent? Of(EventFrame frame, Flow flow, ProtocolRecord record) => record switch
    {
        SmbTree tree => Of(frame, flow, tree),
        SmbFile file => Of(frame, flow, file),
        _ => null,
    };

    private static SecurityEvent Of(EventFrame frame, Flow flow, SmbTree tree) =>
        frame.Of(EventClass.SmbActivity, Activity.Other, tree.AtNs, "smb_tree", flow, new EventParts
        {
            Status = tree.Status == 0 ? EventStatus.Success : EventStatus.Failure,
            StatusCode = tree.Status == 0 ? null : tree.StatusName,
            User = UserOf(tree.User),
            File = new FileSection { Share = tree.Path, Operation = "connect" },
        });

    private static SecurityEvent? Of(EventFrame frame, Flow flow, SmbFile file)
    {
        if (file.Name.Length == 0 || (file.IsDirectory && !file.IsDeleted && file.NewName.Length == 0 && file.Action != SmbCreateAction.Created))
        {
            return null;
        }

        return frame.Of(EventClass.SmbActivity, ActivityOf(file.Disposition), file.EndedAtNs, "smb_file", flow, new EventParts
        {
            Status = file.Status == 0 ? EventStatus.Success : EventStatus.Failure,
            StatusCode = file.Status == 0 ? null : file.StatusName,
            User = UserOf(file.User),
            File = new FileSection
            {
                Name = file.Name[(file.Name.LastIndexOf('\\') + 1)..],
                Path = file.Name,
                Share = file.SharePath.Length == 0 ? null : file.SharePath,
                Operation = OperationOf(file),
                NewPath = file.NewName.Length == 0 ? null : file.NewName,
                BytesRead = file.ReadBytes,
                BytesWritten = file.WrittenBytes,
                SizeBytes = (long)Math.Min(file.SizeBytes, long.MaxValue),
            },
        });
    }

    // What it came to: a file that is opened, read and deleted was deleted.
    private static string OperationOf(SmbFile file) =>
        file.IsDeleted ? "delete"
        : file.NewName.Length > 0 ? "rename"
        : file.WrittenBytes > 0 ? "write"
        : file.ReadBytes > 0 ? "read"
        : file.Action is SmbCreateAction.Created or SmbCreateAction.Superseded or SmbCreateAction.Overwritten ? "create"
        : "open";

    private static int ActivityOf(SmbDisposition disposition) => disposition switch
    {
        SmbDisposition.Supersede => Activity.Smb.Supersede,
        SmbDisposition.Open => Activity.Smb.Open,
        SmbDisposition.Create => Activity.Smb.Create,
        SmbDisposition.OpenOrCreate => Activity.Smb.OpenIf,
        SmbDisposition.Overwrite => Activity.Smb.Overwrite,
        SmbDisposition.OverwriteOrCreate => Activity.Smb.OverwriteIf,
        _ => Activity.Unknown,
    };

    private static UserIdentity? UserOf(string user)
    {
        var slash = user.IndexOf('\\', StringComparison.Ordinal);
        return user.Length == 0 ? null : new UserIdentity { Name = user[(slash + 1)..], Domain = slash > 0 ? user[..slash] : null, IsService = user.EndsWith('$') };
    }
}
