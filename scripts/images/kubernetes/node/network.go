package main

import (
	"context"
	"sync"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

// syncNetwork keeps this node's pod range, and its routes to those of the other
// nodes, as the API server has them. Nodes share one Docker network, where plain
// routes do; it returns when ctx ends.
func (n *node) syncNetwork(ctx context.Context, client kubernetes.Interface) error {
	routes := &routes{node: n, known: map[string]route{}}
	factory := informers.NewSharedInformerFactory(client, 0)
	informer := factory.Core().V1().Nodes().Informer()
	_, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(object any) { routes.set(object.(*corev1.Node)) },
		UpdateFunc: func(_, object any) { routes.set(object.(*corev1.Node)) },
		DeleteFunc: func(object any) {
			if gone, ok := object.(cache.DeletedFinalStateUnknown); ok {
				object = gone.Obj
			}
			if node, ok := object.(*corev1.Node); ok {
				routes.remove(node.Name)
			}
		},
	})
	if err != nil {
		return err
	}
	factory.Start(ctx.Done())
	<-ctx.Done()
	return context.Cause(ctx)
}

// routes is what has been set so far, by node.
type routes struct {
	node  *node
	mutex sync.Mutex
	known map[string]route
}

// route leads to a node's pods; this node's own has no address.
type route struct{ podCIDR, address string }

func (r *routes) set(other *corev1.Node) {
	wanted := route{podCIDR: other.Spec.PodCIDR}
	own := other.Name == r.node.options.nodeName
	if !own {
		wanted.address = internalIP(other)
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if wanted.podCIDR == "" || (!own && wanted.address == "") || r.known[other.Name] == wanted {
		return
	}
	var err error
	if own {
		err = writeCNI(wanted.podCIDR)
	} else {
		err = do("ip", "route", "replace", wanted.podCIDR, "via", wanted.address)
	}
	if err != nil {
		r.node.say("%v", err)
		return
	}
	r.known[other.Name] = wanted
	if !own {
		r.node.say("the pods of %s, %s, are reached through %s", other.Name, wanted.podCIDR, wanted.address)
	}
}

func (r *routes) remove(name string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	gone, found := r.known[name]
	if !found || gone.address == "" {
		return
	}
	if err := do("ip", "route", "del", gone.podCIDR, "via", gone.address); err != nil {
		r.node.say("%v", err)
	}
	delete(r.known, name)
}

func internalIP(node *corev1.Node) string {
	for _, address := range node.Status.Addresses {
		if address.Type == corev1.NodeInternalIP {
			return address.Address
		}
	}
	return ""
}
