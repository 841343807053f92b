using Soc.Model.Escalation;

namespace Soc.Response.Escalation.Channels;

/// <summary>A way to tell people. It throws nothing but a cancellation; the same notice again is the same message for whoever gets it.</summary>
public interface INoticeChannel
{
    /// <summary>Tells.</summary>
    Task<Delivery> SendAsync(Notice notice, CancellationToken cancellationToken);
}
